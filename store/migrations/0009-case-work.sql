-- 0009: a case file is worked by more than one hand. Until now it knew one unit and nobody else: no assisting unit
-- could answer its part, a leader's instruction had no limit, one matter found twice stayed two files, papers lay
-- outside, and two officers could write over each other without knowing.

-- A split-off file belongs to the same event as the one it came from; the first file of an event is still the only one.
alter table case_file
  add column split_from uuid references case_file,
  add column merged_into uuid references case_file,
  -- what a split-off file is about; null: the event's title
  add column matter text check (length(matter) between 2 and 200),
  add column supervised_until timestamptz,
  add column explained boolean not null default false;
alter table case_file drop constraint case_file_event_id_key;
create unique index case_file_of_event on case_file (event_id) where split_from is null;
create index case_file_split on case_file (split_from) where split_from is not null;
create index case_file_merged on case_file (merged_into) where merged_into is not null;

-- Whoever works on the file another was merged into works on that one too; the definer looks past the policy that
-- asks this very question.
create function huiyin_works_on(file uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from case_file k
    where k.id = file and not huiyin_actor_unit() = any (k.accused_units)
      and (k.lead_unit_code = huiyin_actor_unit() or huiyin_actor_unit() = any (k.assist_unit_codes)))
$$;
revoke execute on function huiyin_works_on(uuid) from public;
grant execute on function huiyin_works_on(uuid) to huiyin_service;

alter policy case_file_seen on case_file using (
  not huiyin_walled_off(accused_units)
  and (huiyin_reads_content() or huiyin_is_display()
    or (huiyin_has_role('unit')
      and (lead_unit_code = huiyin_actor_unit() or huiyin_actor_unit() = any (assist_unit_codes)
        or (merged_into is not null and huiyin_works_on(merged_into)))))
);

-- Beside the desk an entry is read by every unit of the case (null) or by those named: a leader's instruction goes to
-- whom it is addressed (勺米 政民互动 第五条).
alter table case_action add column audience text[];
alter policy case_action_seen on case_action using (
  exists (select from case_file c where c.id = case_action.case_file_id)
  and (audience is null or huiyin_reads_content() or huiyin_actor_unit() = any (audience))
);

-- 领导批示 still open or answered, so that all of them can be listed by limit; what they say stands in the history.
create table case_instruction (
  id uuid primary key default gen_random_uuid(),
  action_id bigint not null unique references case_action on delete cascade,
  case_file_id uuid not null references case_file on delete cascade,
  unit_code text references responsible_unit,
  given_at timestamptz not null,
  limit_at timestamptz,
  fed_back_at timestamptz
);
create index case_instruction_open on case_instruction (limit_at, id) where fed_back_at is null;
create index case_instruction_by_case on case_instruction (case_file_id);
grant select, insert, update, delete on case_instruction to huiyin_service;
alter table case_instruction enable row level security;
create policy case_instruction_seen on case_instruction using (
  exists (select from case_file c where c.id = case_instruction.case_file_id)
  and (huiyin_reads_content() or unit_code = huiyin_actor_unit())
);
create policy case_instruction_given on case_instruction as restrictive for insert
  with check (huiyin_reads_content());
create policy case_instruction_removed on case_instruction as restrictive for delete using (huiyin_reads_content());

-- Papers of a case, sealed like originals: a dump shows a name, a size and a hash. Removed ones keep their row.
create table case_attachment (
  id uuid primary key default gen_random_uuid(),
  case_file_id uuid not null references case_file on delete cascade,
  name text not null check (length(name) between 1 and 120 and name !~ '[/\\[:cntrl:]]'),
  media_type text not null,
  size integer not null check (size between 1 and 20971520),
  sha256 text not null,
  key_id text not null,
  nonce bytea not null,
  sealed bytea,
  audience text[],
  added_by text not null,
  added_by_id uuid,
  added_at timestamptz not null,
  removed_at timestamptz,
  removed_by text,
  check ((removed_at is null) = (sealed is not null))
);
create index case_attachment_by_case on case_attachment (case_file_id, added_at, id);
grant select, insert, update, delete on case_attachment to huiyin_service;
alter table case_attachment enable row level security;
create policy case_attachment_seen on case_attachment using (
  exists (select from case_file c where c.id = case_attachment.case_file_id)
  and (audience is null or huiyin_reads_content() or huiyin_actor_unit() = any (audience))
);
create policy case_attachment_added on case_attachment as restrictive for insert with check (not huiyin_is_display());
create policy case_attachment_changed on case_attachment as restrictive for update
  using (huiyin_reads_content() or huiyin_is_me(added_by_id));
create policy case_attachment_cleared on case_attachment as restrictive for delete using (huiyin_is_service());

-- Who has a case file open now, and who writes in it. A row nobody renews counts for nothing.
create table case_presence (
  case_file_id uuid not null references case_file on delete cascade,
  account_id uuid not null references account on delete cascade,
  name text not null,
  unit_code text,
  seen_at timestamptz not null,
  editing_since timestamptz,
  primary key (case_file_id, account_id)
);
grant select, insert, update, delete on case_presence to huiyin_service;
alter table case_presence enable row level security;
create policy case_presence_seen on case_presence using (
  exists (select from case_file c where c.id = case_presence.case_file_id)
  and (huiyin_reads_content() or unit_code = huiyin_actor_unit())
);
create policy case_presence_noted on case_presence as restrictive for insert
  with check (huiyin_is_service() or huiyin_is_me(account_id));
