-- 0019: what the documents ask for every month, quarter and year had no place where it was said to be done, and with
-- what proof. When each is due follows from the regimes and is computed; only that it was done is written down, with
-- the duty as it was called, so that a change of regime leaves what was done before to be read.

create table duty_record (
  id uuid primary key default gen_random_uuid(),
  regime_code text not null,
  regime_name text not null,
  duty_name text not null,
  clause text not null,
  every text not null check (every in ('month', 'quarter', 'half-year', 'year')),
  period_from date not null,
  period_to date not null check (period_to > period_from),
  due_on date not null,
  done_on date not null check (done_on >= period_from),
  -- a link, a document number, or where the paper lies
  reference text not null check (length(reference) between 2 and 300),
  note text not null check (length(note) <= 1000),
  recorded_by uuid not null references account,
  recorded_by_name text not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by_name text,
  withdrawn_reason text
);
-- Said twice of one day it is one.
create unique index duty_record_once on duty_record (regime_code, duty_name, period_from, done_on)
  where withdrawn_at is null;
create index duty_record_newest on duty_record (recorded_at desc, id desc);

grant select, insert on duty_record to huiyin_service;
grant update (withdrawn_at, withdrawn_by_name, withdrawn_reason) on duty_record to huiyin_service;

alter table duty_record enable row level security;
-- A person who also belongs to a unit reads none of it: what is written as proof may speak of any unit.
create policy duty_record_seen on duty_record using (
  huiyin_is_service() or (huiyin_reads_content() and huiyin_actor_unit() = ''));
create policy duty_record_made on duty_record as restrictive for insert
  with check (huiyin_is_service() or (huiyin_writes_content() and huiyin_is_me(recorded_by)));
create policy duty_record_withdrawn on duty_record as restrictive for update
  using (huiyin_is_service() or huiyin_writes_content());
