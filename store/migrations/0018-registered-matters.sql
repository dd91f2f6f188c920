-- 0018: matters that begin at a counter and not on a page (网上留言, 依申请公开, 规范性文件, 政务活动, 重大决策预公开; 勺米 政民互动
-- 第四条, 依申请公开 第四条, 预公开 五; 商洛 二.2). Until now a case could only open from a post that was found. A person's
-- registration makes its post, its event and its case in one step, so the wall, the search, the ledgers and the audit
-- are those of every other case; only what the intake form asks for has a table of its own.

-- Registered and not yet read by the machine: whom it accuses is not known, so nobody but the desk may see it. A unit it
-- was handed to finds it once it has been judged, and never when it turns out to be the accused one (信访工作条例 第三十条).
alter table opinion_event add column unjudged boolean not null default false;
alter table case_file add column unjudged boolean not null default false;

create function huiyin_note_judged() returns trigger language plpgsql as $$
begin
  new.unjudged := false;
  return new;
end $$;
create trigger opinion_event_judged before update of proposed on opinion_event
  for each row when (old.unjudged) execute function huiyin_note_judged();

create function huiyin_case_follows_judged() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update case_file set unjudged = new.unjudged where event_id = new.id;
  return null;
end $$;
create trigger opinion_event_judges_its_case after update of proposed on opinion_event
  for each row when (old.unjudged <> new.unjudged) execute function huiyin_case_follows_judged();

-- A file opened or split off while its event is unjudged is unjudged with it.
create function huiyin_case_of_unjudged() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.unjudged := (select e.unjudged from opinion_event e where e.id = new.event_id);
  return new;
end $$;
create trigger case_file_of_unjudged before insert on case_file
  for each row execute function huiyin_case_of_unjudged();

create policy opinion_event_judged on opinion_event as restrictive
  using (not unjudged or (huiyin_reads_content() and huiyin_actor_unit() = ''))
  with check (huiyin_writes_content());
create policy case_file_judged on case_file as restrictive
  using (not unjudged or (huiyin_reads_content() and huiyin_actor_unit() = ''))
  with check (not huiyin_is_display());

-- What was written on the form, one row a registered case; the words themselves are the case's post.
create table registered_matter (
  case_file_id uuid primary key references case_file on delete cascade,
  -- made by the form: sent twice it is one registration
  form_id uuid not null unique,
  item_id uuid references item on delete set null,
  channel text not null check (channel in ('web', 'hotline', 'in-person', 'post', 'fax', 'department')),
  -- when it came, was printed, went public or ended: the instant its clock is to run from
  start_at timestamptz not null,
  -- why it is registered more than a day later
  late_reason text check (length(late_reason) between 2 and 500),
  -- fields of its kind, masked (domain/src/matter-details.ts)
  details jsonb not null,
  subject_id uuid references watched_subject on delete set null,
  registered_by text not null,
  registered_by_id uuid,
  registered_at timestamptz not null
);
create index registered_matter_item on registered_matter (item_id);
create index registered_matter_subject on registered_matter (subject_id) where subject_id is not null;
create index case_file_by_kind on case_file (kind, opened_at desc);

grant select, insert on registered_matter to huiyin_service;
grant update (details, subject_id) on registered_matter to huiyin_service;

alter table registered_matter enable row level security;
create policy registered_matter_seen on registered_matter
  using (exists (select from case_file c where c.id = registered_matter.case_file_id));
create policy registered_matter_added on registered_matter as restrictive for insert with check (huiyin_is_service());
create policy registered_matter_changed on registered_matter as restrictive for update using (huiyin_writes_content());
