-- 0020: what else the documents ask of the same desk. Suggestions of the 政务公开监督员 had to be written into the notes of
-- some case, though they have no event, no grade and no clock of law: registered, handed on with a limit, answered, fed
-- back, closed (勺米 监督员管理 四（二）). The 公开事项目录 says who answers for which matter and was known to nobody who
-- dispatches.

-- One suggestion; where it stands follows from its steps and is kept beside them for the list.
create table supervisor_suggestion (
  id uuid primary key default gen_random_uuid(),
  number integer generated always as identity unique,
  -- as the county enters it; never shown to a unit
  supervisor text not null check (length(supervisor) between 1 and 40),
  means text not null check (means in ('email', 'phone', 'letter', 'meeting', 'other')),
  area text not null check (length(area) between 2 and 40),
  content text not null check (length(content) between 5 and 5000),
  received_on date not null,
  registered_by uuid not null references account,
  registered_at timestamptz not null,
  -- units it accuses: none of them ever learns of it (信访工作条例 第三十条)
  accused_units text[] not null default '{}',
  state text not null default 'registered'
    check (state in ('registered', 'handed-on', 'answered', 'fed-back', 'closed')),
  unit_code text references responsible_unit,
  limit_on date,
  closed_at timestamptz,
  check ((state = 'registered') or unit_code is not null),
  check ((unit_code is null) = (limit_on is null)),
  check ((state = 'closed') = (closed_at is not null)),
  constraint supervisor_suggestion_not_to_accused check (unit_code is null or not unit_code = any (accused_units))
);
create index supervisor_suggestion_newest on supervisor_suggestion (registered_at desc, id desc);
create index supervisor_suggestion_running on supervisor_suggestion (limit_on) where state = 'handed-on';

-- What happened to it, appended and never changed.
create table supervisor_step (
  id bigint generated always as identity primary key,
  suggestion_id uuid not null references supervisor_suggestion on delete cascade,
  step jsonb not null,
  actor_id uuid,
  actor_name text not null,
  at timestamptz not null
);
create index supervisor_step_by_suggestion on supervisor_step (suggestion_id, id);

grant select, insert on supervisor_suggestion to huiyin_service;
grant update (accused_units, state, unit_code, limit_on, closed_at) on supervisor_suggestion to huiyin_service;
grant select, insert on supervisor_step to huiyin_service;

-- The unit it was handed to reads it, the desk and the leaders read it; whom it accuses does not, whatever else he is.
alter table supervisor_suggestion enable row level security;
create policy supervisor_suggestion_seen on supervisor_suggestion using (
  not huiyin_walled_off(accused_units)
  and (huiyin_reads_content() or (huiyin_has_role('unit') and unit_code = huiyin_actor_unit())));
create policy supervisor_suggestion_made on supervisor_suggestion as restrictive for insert
  with check (huiyin_is_service() or (huiyin_writes_content() and huiyin_is_me(registered_by)));
create policy supervisor_suggestion_moved on supervisor_suggestion as restrictive for update
  using (huiyin_writes_content() or huiyin_has_role('unit'));

alter table supervisor_step enable row level security;
create policy supervisor_step_seen on supervisor_step
  using (exists (select from supervisor_suggestion s where s.id = suggestion_id));
create policy supervisor_step_taken on supervisor_step as restrictive for insert
  with check (huiyin_is_service() or huiyin_is_me(actor_id));

-- A unit is told what is handed to it, the desk what was answered. Turns out that a suggestion accuses a unit, nothing
-- that was told of it stays to be read.
create function huiyin_cause_of_suggestion() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  subject record;
begin
  select id, number into subject from supervisor_suggestion where id = new.suggestion_id;
  if new.step ->> 'kind' = 'walled' then
    delete from notice_cause where planned_at is null
      and (ref in (select 'suggestion:' || s.id from supervisor_step s where s.suggestion_id = subject.id)
        or ref like 'suggestion-late:' || subject.id || ':%');
    delete from notice
      where cause_ref in (select 'suggestion:' || s.id from supervisor_step s where s.suggestion_id = subject.id)
        or cause_ref like 'suggestion-late:' || subject.id || ':%';
  else
    perform huiyin_note_cause('suggestion:' || new.id, 'suggestion-' || (new.step ->> 'kind'), null, null, null,
      jsonb_build_object('actorId', new.actor_id, 'unitCode', new.step -> 'unitCode', 'number', subject.number,
        'limitOn', new.step -> 'limitOn'));
  end if;
  return null;
end $$;
revoke execute on function huiyin_cause_of_suggestion() from public;
create trigger supervisor_step_tells after insert on supervisor_step for each row
  when (new.step ->> 'kind' in ('handed-on', 'answered', 'walled')) execute function huiyin_cause_of_suggestion();

-- 公开事项目录 in versions: an item of version n is a row with since_version <= n that had not ended by n.
create table disclosure_version (
  version integer primary key check (version > 0),
  reason text not null check (length(reason) between 2 and 300),
  changed integer not null,
  saved_by uuid not null references account,
  saved_by_name text not null,
  saved_at timestamptz not null
);

create table disclosure_item (
  id bigint generated always as identity primary key,
  -- the number printed in the catalogue
  number integer not null check (number > 0),
  name text not null check (length(name) between 2 and 100),
  content text not null check (length(content) <= 1000),
  unit_code text not null references responsible_unit,
  time_limit text not null check (length(time_limit) <= 100),
  means text not null check (length(means) <= 200),
  basis text not null check (length(basis) <= 500),
  keywords text[] not null default '{}',
  since_version integer not null references disclosure_version,
  until_version integer references disclosure_version,
  check (until_version > since_version)
);
create unique index disclosure_item_number on disclosure_item (number) where until_version is null;

grant select, insert on disclosure_version, disclosure_item to huiyin_service;
grant update (until_version) on disclosure_item to huiyin_service;

-- A catalogue is made to be public: whoever is let in reads it.
alter table disclosure_version enable row level security;
create policy disclosure_version_seen on disclosure_version for select using (huiyin_actor_kind() in ('service', 'user'));
create policy disclosure_version_made on disclosure_version
  using (huiyin_is_service() or (huiyin_writes_content() and huiyin_is_me(saved_by)));
alter table disclosure_item enable row level security;
create policy disclosure_item_seen on disclosure_item for select using (huiyin_actor_kind() in ('service', 'user'));
create policy disclosure_item_kept on disclosure_item using (huiyin_writes_content());
