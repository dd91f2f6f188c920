-- 0028: an accusation may name nobody the directory tells (被反映单位待核). Then it is not known from whom it is to be
-- kept: no screen shows it, and no unit sees it until an officer has checked that whoever handles it is not the accused
-- one, or has raised a wall (信访工作条例 第三十条).
alter table opinion_event
  add column accused_unknown boolean not null generated always as (
    proposed ? 'accusation' and coalesce(proposed -> 'accused', '[]') = '[]' and accused_units = '{}') stored,
  add column accused_checked_by text,
  add column accused_checked_at timestamptz,
  add constraint opinion_event_checked_by_whom check ((accused_checked_by is null) = (accused_checked_at is null));
alter table case_file
  add column accused_unknown boolean not null default false,
  add column accused_checked boolean not null default false;

-- A file opened, split off or changed is as its event is.
create function huiyin_case_of_unknown() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  select e.accused_unknown, e.accused_checked_at is not null into new.accused_unknown, new.accused_checked
    from opinion_event e where e.id = new.event_id;
  return new;
end $$;
create trigger case_file_of_unknown before insert on case_file
  for each row execute function huiyin_case_of_unknown();

create function huiyin_case_follows_unknown() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update case_file set accused_unknown = new.accused_unknown, accused_checked = new.accused_checked_at is not null
    where event_id = new.id;
  return null;
end $$;
create trigger opinion_event_tells_its_case_unknown
  after update of proposed, accused_units, accused_checked_at on opinion_event
  for each row when (old.accused_unknown is distinct from new.accused_unknown
    or old.accused_checked_at is distinct from new.accused_checked_at)
  execute function huiyin_case_follows_unknown();

-- Kept from every screen while it is unknown, and from whoever belongs to a unit until it is checked.
create function huiyin_may_not_know(unknown boolean, checked boolean) returns boolean language sql stable
  return unknown and (huiyin_is_display()
    or (not checked and not huiyin_is_service() and not (huiyin_reads_content() and huiyin_actor_unit() = '')));

create policy opinion_event_known on opinion_event as restrictive
  using (not huiyin_may_not_know(accused_unknown, accused_checked_at is not null))
  with check (huiyin_writes_content());
create policy case_file_known on case_file as restrictive
  using (not huiyin_may_not_know(accused_unknown, accused_checked))
  with check (not huiyin_is_display());
