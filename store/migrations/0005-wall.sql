-- 0005: the wall closes from every side. Until now a row a unit may read it could also write, a case file kept its own
-- copy of whom it accuses, and only content had policies at all. Now an officer can raise or lift a wall with a
-- second person, the database keeps event and case file in step, refuses to hand a case to whom it accuses, and
-- answers nobody about accounts, sessions or fetches who has no business there (信访工作条例 第三十条).
--
-- Row-level security is not FORCEd on the owner: the owner migrates, backs up (pg_dump must see every row) and owns
-- the functions below that look past the policies on purpose. No service ever logs in as the owner: the store
-- refuses a role that could read past a policy.

-- Who writes content: services and the desk. Leaders and units add to case files they see, below.
create function huiyin_writes_content() returns boolean language sql stable
  return huiyin_actor_kind() = 'service' or huiyin_has_role('duty-officer', 'office');

create function huiyin_is_service() returns boolean language sql stable
  return huiyin_actor_kind() = 'service';

create function huiyin_is_me(account_id uuid) returns boolean language sql stable
  return account_id::text = coalesce(current_setting('huiyin.user_id', true), '');

-- Walled off: a screen from every accusation, a person of an accused unit from that one, whatever roles he holds.
create function huiyin_walled_off(accused text[]) returns boolean language sql stable
  return (huiyin_is_display() and accused <> '{}')
    or (huiyin_actor_unit() <> '' and huiyin_actor_unit() = any (accused));

-- A wall raised or lifted by hand. Raising counts at once and is confirmed or refused afterwards; lifting counts
-- only when a second person has approved it. A change is never deleted.
create table wall_change (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  event_id uuid not null references opinion_event on delete cascade,
  unit_code text not null references responsible_unit,
  direction text not null check (direction in ('raise', 'lift')),
  reason text not null check (length(reason) between 2 and 500),
  state text not null default 'pending' check (state in ('pending', 'approved', 'refused')),
  requested_by uuid not null references account,
  requested_by_name text not null,
  requested_at timestamptz not null,
  decided_by uuid references account,
  decided_by_name text,
  decided_at timestamptz,
  decided_reason text,
  check ((state = 'pending') = (decided_by is null)),
  constraint wall_change_second_person check (decided_by <> requested_by)
);
create unique index wall_change_pending on wall_change (event_id, unit_code) where state = 'pending';
create index wall_change_by_event on wall_change (event_id, seq);

grant select, insert on wall_change to huiyin_service;
grant update (state, decided_by, decided_by_name, decided_at, decided_reason) on wall_change to huiyin_service;

alter table wall_change enable row level security;
create policy wall_change_seen on wall_change using (huiyin_reads_content() and huiyin_actor_unit() = '');
create policy wall_change_asked on wall_change as restrictive for insert
  with check (huiyin_is_service() or (huiyin_writes_content() and huiyin_is_me(requested_by)));
create policy wall_change_decided on wall_change as restrictive for update
  using (huiyin_is_service() or huiyin_has_role('leader', 'deputy-leader', 'office'))
  with check (huiyin_is_service() or huiyin_is_me(decided_by));

-- Lifted for this unit: approved, not raised again since, and no post found after the approval accuses it anew.
create function huiyin_is_lifted(event uuid, unit text) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from wall_change w
    where w.event_id = event and w.unit_code = unit and w.direction = 'lift' and w.state = 'approved'
      and not exists (
        select from wall_change r
        where r.event_id = event and r.unit_code = unit and r.direction = 'raise' and r.state <> 'refused'
          and r.seq > w.seq)
      and not exists (
        select from item i join assessment a on a.item_id = i.id
        where i.event_id = event and i.found_at > w.decided_at and a.proposed -> 'accused' ? unit))
$$;

-- A change takes effect here and nowhere else: a raised wall with its request, a lifted one with the approval; a
-- refused request leaves the wall standing where the text itself accuses the unit.
create function huiyin_apply_wall_change() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' and new.direction = 'raise' then
    update opinion_event
      set accused_units = array_append(array_remove(accused_units, new.unit_code), new.unit_code)
      where id = new.event_id;
  elsif new.state = 'approved' and new.direction = 'lift'
    or new.state = 'refused' and new.direction = 'raise' and not exists (
      select from opinion_event e where e.id = new.event_id and e.proposed -> 'accused' ? new.unit_code
      union all
      select from item i join assessment a on a.item_id = i.id
      where i.event_id = new.event_id and a.proposed -> 'accused' ? new.unit_code)
  then
    update opinion_event set accused_units = array_remove(accused_units, new.unit_code) where id = new.event_id;
  elsif new.state = 'refused' and new.direction = 'raise' then
    -- what was lifted before the refused request stays lifted: the trigger below takes it out
    update opinion_event set accused_units = accused_units where id = new.event_id;
  end if;
  return null;
end $$;
create trigger wall_change_applied after insert or update of state on wall_change
  for each row execute function huiyin_apply_wall_change();

-- Whoever writes an event, analyser or officer: what a second person lifted stays lifted, in the order given.
create function huiyin_keep_lifted() returns trigger language plpgsql as $$
begin
  new.accused_units := array(
    select unit from unnest(new.accused_units) with ordinality as accused (unit, place)
    where not huiyin_is_lifted(new.id, unit) order by place);
  return new;
end $$;
create trigger opinion_event_keep_lifted before update of accused_units, proposed on opinion_event
  for each row execute function huiyin_keep_lifted();

-- A case file is walled exactly as its event, and never goes to whom it accuses.
create function huiyin_wall_case_file() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.accused_units := (select e.accused_units from opinion_event e where e.id = new.event_id);
  if new.lead_unit_code = any (new.accused_units)
      and (tg_op = 'INSERT' or new.lead_unit_code is distinct from old.lead_unit_code)
    or new.assist_unit_codes && new.accused_units
      and (tg_op = 'INSERT' or new.assist_unit_codes is distinct from old.assist_unit_codes)
  then
    raise exception 'a case file may not be handed to a unit it accuses' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger case_file_walled before insert or update on case_file
  for each row execute function huiyin_wall_case_file();

create function huiyin_follow_event() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update case_file set accused_units = new.accused_units where event_id = new.id;
  return null;
end $$;
create trigger opinion_event_walls_its_case after update of accused_units, proposed on opinion_event
  for each row when (old.accused_units is distinct from new.accused_units)
  execute function huiyin_follow_event();

revoke execute on function huiyin_is_lifted(uuid, text) from public;
grant execute on function huiyin_is_lifted(uuid, text) to huiyin_service;

-- What is seen of content.
alter policy case_file_seen on case_file using (
  not huiyin_walled_off(accused_units)
  and (huiyin_reads_content() or huiyin_is_display()
    or (huiyin_has_role('unit')
      and (lead_unit_code = huiyin_actor_unit() or huiyin_actor_unit() = any (assist_unit_codes))))
);
alter policy opinion_event_seen on opinion_event using (
  not huiyin_walled_off(accused_units)
  and (huiyin_reads_content() or huiyin_is_display()
    or (huiyin_has_role('unit') and exists (select from case_file c where c.event_id = opinion_event.id)))
);
-- A reader who belongs to a unit reads through events only: a post that joined none yet may accuse that unit.
alter policy item_seen on item using (
  (huiyin_reads_content() and huiyin_actor_unit() = '')
  or ((huiyin_reads_content() or huiyin_has_role('unit') or huiyin_is_display())
      and exists (select from opinion_event e where e.id = item.event_id))
);

-- What may be written of content. Restrictive: seen is the first lock, this the second.
create policy item_added on item as restrictive for insert with check (huiyin_writes_content());
create policy item_changed on item as restrictive for update using (huiyin_writes_content());
create policy item_removed on item as restrictive for delete using (huiyin_is_service());
create policy mention_added on mention as restrictive for insert with check (huiyin_writes_content());
create policy mention_changed on mention as restrictive for update using (huiyin_writes_content());
create policy mention_removed on mention as restrictive for delete using (huiyin_writes_content());
create policy assessment_added on assessment as restrictive for insert with check (huiyin_writes_content());
create policy assessment_changed on assessment as restrictive for update using (huiyin_writes_content());
create policy assessment_removed on assessment as restrictive for delete using (huiyin_writes_content());
create policy opinion_event_added on opinion_event as restrictive for insert with check (huiyin_writes_content());
create policy opinion_event_changed on opinion_event as restrictive for update using (huiyin_writes_content());
create policy opinion_event_removed on opinion_event as restrictive for delete using (huiyin_is_service());
create policy case_file_opened on case_file as restrictive for insert with check (huiyin_writes_content());
create policy case_file_changed on case_file as restrictive for update using (not huiyin_is_display());
create policy case_file_removed on case_file as restrictive for delete using (huiyin_is_service());
create policy case_action_added on case_action as restrictive for insert with check (not huiyin_is_display());
create policy response_deadline_started on response_deadline as restrictive for insert
  with check (huiyin_writes_content());
create policy response_deadline_changed on response_deadline as restrictive for update
  using (not huiyin_is_display());
create policy response_deadline_removed on response_deadline as restrictive for delete
  using (huiyin_is_service());

-- The directory is public to whoever is let in; what is watched too, how it went is for readers and administrators.
alter table jurisdiction enable row level security;
create policy jurisdiction_seen on jurisdiction for select using (huiyin_actor_kind() <> '');
create policy jurisdiction_kept on jurisdiction using (huiyin_is_service());
alter table responsible_unit enable row level security;
create policy responsible_unit_seen on responsible_unit for select using (huiyin_actor_kind() <> '');
create policy responsible_unit_kept on responsible_unit using (huiyin_is_service());
alter table source enable row level security;
create policy source_seen on source for select using (huiyin_actor_kind() <> '');
create policy source_kept on source using (huiyin_is_service());
alter table sweep enable row level security;
create policy sweep_seen on sweep for select
  using (huiyin_reads_content() or huiyin_has_role('administrator'));
create policy sweep_kept on sweep using (huiyin_is_service());
alter table fetched_page enable row level security;
create policy fetched_page_kept on fetched_page using (huiyin_is_service());
alter table service_beat enable row level security;
create policy service_beat_kept on service_beat using (huiyin_is_service());

-- Accounts: services, the administrator, and each person his own.
alter table account enable row level security;
create policy account_kept on account using (huiyin_is_service() or huiyin_has_role('administrator'));
create policy account_own on account for select using (huiyin_is_me(id));
alter table session enable row level security;
create policy session_kept on session
  using (huiyin_is_service() or huiyin_has_role('administrator') or huiyin_is_me(account_id));
alter table sign_in_link enable row level security;
create policy sign_in_link_kept on sign_in_link
  using (huiyin_is_service() or huiyin_has_role('administrator'));
alter table sign_in_failure enable row level security;
create policy sign_in_failure_kept on sign_in_failure
  using (huiyin_is_service() or huiyin_has_role('administrator'));
alter table display_link enable row level security;
create policy display_link_kept on display_link
  using (huiyin_is_service() or huiyin_has_role('administrator'));

-- What 0004 added to accounts: each person his own, the administrator what he administers.
do $$
declare
  owned text;
begin
  foreach owned in array array['password_history', 'second_factor', 'recovery_code', 'account_notice'] loop
    continue when to_regclass(owned) is null;
    execute format('alter table %I enable row level security', owned);
    execute format(
      'create policy %I on %I using (huiyin_is_service() or huiyin_has_role(''administrator'') or huiyin_is_me(account_id))',
      owned || '_kept', owned);
  end loop;
  if to_regclass('api_token') is not null then
    alter table api_token enable row level security;
    create policy api_token_kept on api_token using (huiyin_is_service() or huiyin_has_role('administrator'));
  end if;
end $$;
