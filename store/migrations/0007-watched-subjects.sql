-- 0007: watched subjects (专题). What is taken in was decided by the shipped lexicon alone, but a desk knows matters of
-- its own and says them as rules, in versions that are never changed, so that an old one can be returned to. What a
-- subject hits is kept beside the item and seen only by whoever sees the item: a count must not tell of what is walled.

create table watched_subject (
  id uuid primary key default gen_random_uuid(),
  name text not null unique check (length(name) between 1 and 40),
  enabled boolean not null default true,
  version integer not null check (version > 0),
  -- the version recent items were matched against; behind `version` while that is owed
  matched_version integer not null default 0,
  owner_id uuid not null references account,
  owner_name text not null,
  created_at timestamptz not null
);

create table watched_subject_version (
  subject_id uuid not null references watched_subject on delete cascade,
  version integer not null check (version > 0),
  name text not null,
  rule text not null check (length(rule) between 1 and 4000),
  exclusion text not null check (length(exclusion) <= 4000),
  note text not null check (length(note) <= 200),
  saved_by uuid not null references account,
  saved_by_name text not null,
  saved_at timestamptz not null,
  primary key (subject_id, version)
);

create table subject_mention (
  subject_id uuid not null references watched_subject on delete cascade,
  item_id uuid not null references item on delete cascade,
  version integer not null,
  spans jsonb not null,
  -- the item's: pages and counts by time need not fetch the item
  found_at timestamptz not null,
  primary key (subject_id, item_id)
);
create index subject_mention_by_item on subject_mention (item_id);
create index subject_mention_found on subject_mention (subject_id, found_at desc, item_id desc);

grant select, insert, update, delete on watched_subject, subject_mention to huiyin_service;
grant select, insert on watched_subject_version to huiyin_service;

alter table watched_subject enable row level security;
create policy watched_subject_seen on watched_subject using (huiyin_reads_content());
create policy watched_subject_added on watched_subject as restrictive for insert
  with check (huiyin_writes_content());
create policy watched_subject_changed on watched_subject as restrictive for update
  using (huiyin_writes_content());
create policy watched_subject_removed on watched_subject as restrictive for delete using (huiyin_is_service());

alter table watched_subject_version enable row level security;
create policy watched_subject_version_seen on watched_subject_version using (huiyin_reads_content());
create policy watched_subject_version_added on watched_subject_version as restrictive for insert
  with check (huiyin_writes_content());

alter table subject_mention enable row level security;
create policy subject_mention_seen on subject_mention
  using (huiyin_reads_content() and exists (select from item i where i.id = item_id));
create policy subject_mention_added on subject_mention as restrictive for insert with check (huiyin_is_service());
create policy subject_mention_changed on subject_mention as restrictive for update using (huiyin_is_service());
create policy subject_mention_removed on subject_mention as restrictive for delete using (huiyin_is_service());
