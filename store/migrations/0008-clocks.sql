-- 0008: clocks live. A clock that ran from opening to its end could only be met; now it can stand still, be extended,
-- start elsewhere, be superseded and be counted anew, it warns before and after its end, and none of its earlier values
-- is lost (docs/rules.md §1; 民法典 第二百零一、二百零三条). The calendar and the regimes it rests on can be changed by
-- the county, by two people, over what the program ships.

-- The instants a clock may start from, kept as they were known when the case was opened; 签收 is none of them.
alter table case_file
  add column instants jsonb not null default '{}',
  -- which regime versions the case runs under, the base first: [{"code": …, "version": …}]; version 0 is the shipped one
  add column regimes jsonb not null default '[]',
  -- the limit written on the order or chosen at triage, so that clocks can be opened anew
  add column limit_days integer;

alter table response_deadline
  add column rule jsonb,
  add column extension integer not null default 0,
  add column pauses jsonb not null default '[]',
  add column superseded_at timestamptz,
  add column rule_warns_at timestamptz,
  -- up to which instant warnings were given, and when the next is for; null: none to come
  add column warned_until timestamptz,
  add column next_warning_at timestamptz;
-- The tick reads this index and nothing else: what is met, superseded, paused or closed is not in it.
create index response_deadline_warns on response_deadline (next_warning_at) where next_warning_at is not null;

-- Clocks that run now warn from now on, and not of what has passed.
update response_deadline d set warned_until = now(), next_warning_at = '-infinity'
  from case_file c where c.id = d.case_file_id and c.closed_at is null and d.met_at is null;

-- Whoever closes a case silences its clocks; reopened, they are looked at again by the next tick.
create function huiyin_silence_clocks() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update response_deadline
    set next_warning_at = case when new.closed_at is null then '-infinity'::timestamptz end
    where case_file_id = new.id and met_at is null and superseded_at is null;
  return null;
end $$;
create trigger case_file_silences_clocks after update of closed_at on case_file
  -- a merged file's clocks go on in the file it was merged into
  for each row when ((old.closed_at is null) <> (new.closed_at is null) and new.state <> 'merged')
  execute function huiyin_silence_clocks();

-- Every value a clock ever had, with the cause; appended, never changed (no update or delete is granted).
create table deadline_revision (
  id bigint generated always as identity primary key,
  case_file_id uuid not null references case_file on delete cascade,
  code text not null,
  cause text not null,
  reason text not null,
  asked_by text,
  made_by text not null,
  made_at timestamptz not null,
  before jsonb,
  after jsonb not null
);
create index deadline_revision_by_case on deadline_revision (case_file_id, id);

-- What one person asks of a clock and another must agree to.
create table clock_change (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  case_file_id uuid not null references case_file on delete cascade,
  kind text not null check (kind in ('pause', 'extend', 'change-start', 'lower-grade', 'change-kind', 'adopt-regimes')),
  timer_code text,
  request jsonb not null,
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
  constraint clock_change_second_person check (decided_by <> requested_by)
);
create unique index clock_change_pending on clock_change (case_file_id, kind, coalesce(timer_code, ''))
  where state = 'pending';
create index clock_change_by_case on clock_change (case_file_id, seq);
create index clock_change_waits on clock_change (seq) where state = 'pending';

-- One row a clock, stage and civil day, whatever the tick does twice. `expected_at` is the instant it is for,
-- `warned_at` when it was given; one given by a clock that ran ahead is retracted and given again in its time.
create table deadline_warning (
  id bigint generated always as identity primary key,
  case_file_id uuid not null,
  code text not null,
  stage text not null check (stage in ('half', 'by-rule', 'most', 'due', 'overdue', 'very-overdue')),
  on_day date not null,
  expected_at timestamptz not null,
  due_at timestamptz not null,
  warned_at timestamptz not null,
  retracted_at timestamptz,
  foreign key (case_file_id, code) references response_deadline on delete cascade
);
create unique index deadline_warning_once on deadline_warning (case_file_id, code, stage, on_day)
  where retracted_at is null;
create index deadline_warning_by_case on deadline_warning (case_file_id, id);
create index deadline_warning_expected on deadline_warning (expected_at) where retracted_at is null;
create index deadline_warning_newest on deadline_warning (id desc) where retracted_at is null;

-- A year's notice of the State Council, imported over the shipped ones; the newest of a year counts, none is deleted.
create table holiday_notice (
  id bigint generated always as identity primary key,
  year integer not null,
  notice jsonb not null,
  source_text text not null,
  imported_by text not null,
  imported_at timestamptz not null
);
create index holiday_notice_by_year on holiday_notice (year, id desc);

-- 制度: a county's own version of one, or its choice of base and adopted ones; in force from a day, once a second person
-- has agreed. Versions are numbered a code; the shipped text is version 0.
create table rule_change (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  kind text not null check (kind in ('edit-regime', 'choose-regimes')),
  regime_code text not null,
  version integer not null check (version > 0),
  body jsonb not null,
  source_text text not null,
  effective_on date not null,
  reason text not null check (length(reason) between 2 and 500),
  state text not null default 'pending' check (state in ('pending', 'approved', 'refused')),
  requested_by uuid not null references account,
  requested_by_name text not null,
  requested_at timestamptz not null,
  decided_by uuid references account,
  decided_by_name text,
  decided_at timestamptz,
  decided_reason text,
  unique (kind, regime_code, version),
  check ((state = 'pending') = (decided_by is null)),
  constraint rule_change_second_person check (decided_by <> requested_by)
);
create unique index rule_change_pending on rule_change (kind, (case kind when 'edit-regime' then regime_code end))
  nulls not distinct where state = 'pending';

grant select, insert on deadline_revision, holiday_notice to huiyin_service;
grant select, insert on clock_change, rule_change, deadline_warning to huiyin_service;
grant update (state, decided_by, decided_by_name, decided_at, decided_reason) on clock_change to huiyin_service;
grant update (state, decided_by, decided_by_name, decided_at, decided_reason) on rule_change to huiyin_service;
grant delete on rule_change to huiyin_service;
grant update (retracted_at) on deadline_warning to huiyin_service;

alter table deadline_revision enable row level security;
create policy deadline_revision_seen on deadline_revision
  using (exists (select from case_file c where c.id = deadline_revision.case_file_id));
create policy deadline_revision_added on deadline_revision as restrictive for insert
  with check (huiyin_writes_content());

alter table clock_change enable row level security;
create policy clock_change_seen on clock_change using (
  (huiyin_reads_content() or huiyin_has_role('unit'))
  and exists (select from case_file c where c.id = clock_change.case_file_id));
create policy clock_change_asked on clock_change as restrictive for insert
  with check (huiyin_is_service()
    or ((huiyin_writes_content() or huiyin_has_role('unit')) and huiyin_is_me(requested_by)));
create policy clock_change_decided on clock_change as restrictive for update
  using (huiyin_is_service() or huiyin_has_role('leader', 'deputy-leader', 'office'))
  with check (huiyin_is_service() or huiyin_is_me(decided_by));

alter table deadline_warning enable row level security;
create policy deadline_warning_seen on deadline_warning
  using (exists (select from case_file c where c.id = deadline_warning.case_file_id));
create policy deadline_warning_given on deadline_warning as restrictive for insert
  with check (huiyin_is_service());
create policy deadline_warning_retracted on deadline_warning as restrictive for update
  using (huiyin_is_service());

-- Law and local documents are no secret; what they become here is written by services, who check the two people.
alter table holiday_notice enable row level security;
create policy holiday_notice_seen on holiday_notice for select using (huiyin_actor_kind() <> '');
create policy holiday_notice_kept on holiday_notice using (huiyin_is_service());
alter table rule_change enable row level security;
create policy rule_change_seen on rule_change for select using (huiyin_actor_kind() <> '');
create policy rule_change_kept on rule_change using (huiyin_is_service());
