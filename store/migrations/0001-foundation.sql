-- 0001: the foundation. A public post becomes an item, is judged, joins an opinion event, and an accepted event
-- becomes a case file with running clocks. Row-level security is on from the first table: what a role may see is
-- decided here and not by each query (信访工作条例 第三十条; docs/rules.md §5).

-- Who acts is set per transaction by the store (set_config, local). Nothing set means nobody: no content at all.
create function huiyin_actor_kind() returns text language sql stable
  return coalesce(current_setting('huiyin.actor_kind', true), '');

create function huiyin_actor_unit() returns text language sql stable
  return coalesce(current_setting('huiyin.unit', true), '');

create function huiyin_has_role(variadic wanted text[]) returns boolean language sql stable
  return string_to_array(coalesce(current_setting('huiyin.roles', true), ''), ',') && wanted;

-- Services work on everything; these people read content; a unit reads its own; an administrator and an auditor none.
create function huiyin_reads_content() returns boolean language sql stable
  return huiyin_actor_kind() = 'service' or huiyin_has_role('duty-officer', 'leader', 'deputy-leader', 'office');

create function huiyin_is_display() returns boolean language sql stable
  return huiyin_actor_kind() = 'display';

create table jurisdiction (
  id smallint primary key default 1 check (id = 1),
  name text not null,
  aliases text[] not null default '{}',
  parents text[] not null default '{}',
  regime_code text not null,
  demonstration boolean not null,
  started_at timestamptz not null
);

create table responsible_unit (
  code text primary key,
  name text not null unique,
  unit_group text not null,
  kind text not null check (kind in ('body', 'place')),
  aliases text[] not null default '{}',
  former_names text[] not null default '{}',
  duties text[] not null default '{}',
  places text[] not null default '{}',
  phone text,
  vertical boolean not null default false,
  dissolved_at timestamptz
);

create table source (
  id text primary key,
  name text not null,
  kind text not null,
  level text not null,
  url text not null,
  definition jsonb not null,
  is_key boolean not null default false,
  is_local boolean not null default false,
  enabled boolean not null default true,
  every_seconds integer not null check (every_seconds > 0),
  next_sweep_at timestamptz not null,
  created_at timestamptz not null
);
create index source_due on source (next_sweep_at) where enabled;

-- Every sweep is kept with its counts and errors: silence must be visible.
create table sweep (
  id uuid primary key default gen_random_uuid(),
  source_id text not null references source on delete cascade,
  started_at timestamptz not null,
  finished_at timestamptz,
  outcome text check (outcome in ('ok', 'quiet', 'blind', 'failed', 'skipped')),
  fetched integer not null default 0,
  new integer not null default 0,
  duplicates integer not null default 0,
  errors jsonb not null default '[]'
);
create index sweep_by_source on sweep (source_id, started_at desc);

-- What a conditional GET needs; one row a URL that is asked for again (lists, feeds, robots.txt).
create table fetched_page (
  url text primary key,
  etag text,
  last_modified text,
  fetched_at timestamptz not null
);

create table item (
  id uuid primary key default gen_random_uuid(),
  source_id text not null references source on delete cascade,
  url text not null,
  content_hash text not null,
  title text not null,
  text text not null,
  author_pseudonym text,
  published_at timestamptz,
  found_at timestamptz not null,
  engagement jsonb not null default '{}',
  images text[] not null default '{}',
  -- null until analysed; then whether it is about us and about something we watch
  admitted boolean,
  admission_reason text,
  analyzed_at timestamptz,
  event_id uuid,
  duplicate_of uuid references item on delete set null,
  unique (source_id, url)
);
create unique index item_content on item (source_id, content_hash);
create index item_unanalyzed on item (found_at) where analyzed_at is null;
create index item_unclustered on item (analyzed_at) where admitted and event_id is null;
create index item_by_event on item (event_id, found_at);
-- deleting an item asks who repeats it; without the index that is a scan an item
create index item_repeats on item (duplicate_of) where duplicate_of is not null;
create index item_found on item (found_at desc, id desc);

create table mention (
  item_id uuid not null references item on delete cascade,
  topic_code text not null,
  spans jsonb not null,
  primary key (item_id, topic_code)
);

create table assessment (
  item_id uuid primary key references item on delete cascade,
  proposed jsonb not null,
  version text not null,
  assessed_at timestamptz not null
);

-- 事件. The machine's proposal and the officer's decision stay beside each other; the effective ones are computed.
create table opinion_event (
  id uuid primary key default gen_random_uuid(),
  number bigint generated always as identity unique,
  title text not null,
  state text not null default 'open' check (state in ('open', 'dismissed', 'accepted')),
  representative_id uuid references item,
  -- terms, places and shingles of the representative: merging is only ever to it, so chains cannot form
  signature jsonb not null,
  first_published_at timestamptz,
  first_found_at timestamptz not null,
  last_item_at timestamptz not null,
  item_count integer not null,
  proposed jsonb not null,
  decided jsonb,
  decided_by text,
  decided_at timestamptz,
  dismissed_reason text,
  accused_units text[] not null default '{}',
  grade text not null generated always as (coalesce(decided ->> 'grade', proposed ->> 'grade')) stored,
  unit_code text generated always as
    (coalesce(decided ->> 'unitCode', proposed -> 'units' -> 0 ->> 'code')) stored
);
alter table item add foreign key (event_id) references opinion_event on delete set null;
create index opinion_event_representative on opinion_event (representative_id);
create index opinion_event_feed on opinion_event (last_item_at desc, id desc);
create index opinion_event_open on opinion_event (last_item_at desc, id desc) where state = 'open';

create table case_file (
  id uuid primary key default gen_random_uuid(),
  number bigint generated always as identity unique,
  event_id uuid not null unique references opinion_event,
  state text not null,
  kind text not null,
  grade text not null check (grade in ('I', 'II', 'III', 'IV')),
  regime_code text not null,
  lead_unit_code text references responsible_unit,
  assist_unit_codes text[] not null default '{}',
  accused_units text[] not null default '{}',
  opened_at timestamptz not null,
  closed_at timestamptz,
  -- the earliest unmet clock; null when all are met or the case is closed
  next_due_at timestamptz
);
create index case_file_due on case_file (next_due_at) where closed_at is null;
create index case_file_opened on case_file (opened_at desc, id desc);

-- A case file is its actions: appended, never changed (no update or delete is granted below).
create table case_action (
  id bigint generated always as identity primary key,
  case_file_id uuid not null references case_file on delete cascade,
  action jsonb not null,
  actor text not null,
  actor_id text,
  acted_at timestamptz not null
);
create index case_action_by_case on case_action (case_file_id, id);

-- Due instants are stored when the clock starts; overdue is computed.
create table response_deadline (
  case_file_id uuid not null references case_file on delete cascade,
  code text not null,
  name text not null,
  start_at timestamptz not null,
  due_at timestamptz not null,
  last_day date,
  unit text not null,
  amount integer not null,
  clause text not null,
  document text not null,
  met_by text not null,
  steps jsonb not null,
  provisional text,
  met_at timestamptz,
  evidence jsonb,
  primary key (case_file_id, code)
);
create index response_deadline_unmet on response_deadline (due_at) where met_at is null;

create table account (
  id uuid primary key default gen_random_uuid(),
  name text not null unique,
  display_name text not null,
  roles text[] not null,
  unit_code text references responsible_unit,
  password_hash text,
  created_at timestamptz not null,
  disabled_at timestamptz
);

create table session (
  token_hash text primary key,
  account_id uuid not null references account on delete cascade,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);

-- One-time links to set a password; only the hash is kept.
create table sign_in_link (
  token_hash text primary key,
  account_id uuid not null references account on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table sign_in_failure (
  account_name text not null,
  failed_at timestamptz not null
);
create index sign_in_failure_recent on sign_in_failure (account_name, failed_at desc);

create table display_link (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  created_by text not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);

create table service_beat (
  service text not null,
  instance text not null,
  pid integer not null,
  started_at timestamptz not null,
  beat_at timestamptz not null,
  detail jsonb not null default '{}',
  primary key (service, instance)
);

grant select, insert, update, delete on
  jurisdiction, responsible_unit, source, sweep, fetched_page, item, mention, assessment, opinion_event,
  case_file, response_deadline, account, session, sign_in_link, sign_in_failure, display_link, service_beat
  to huiyin_service;
grant select, insert on case_action to huiyin_service;

alter table case_file enable row level security;
create policy case_file_seen on case_file using (
  huiyin_reads_content()
  or (huiyin_is_display() and accused_units = '{}')
  or (huiyin_has_role('unit') and not huiyin_actor_unit() = any (accused_units)
      and (lead_unit_code = huiyin_actor_unit() or huiyin_actor_unit() = any (assist_unit_codes)))
);

alter table opinion_event enable row level security;
create policy opinion_event_seen on opinion_event using (
  huiyin_reads_content()
  or (huiyin_is_display() and accused_units = '{}')
  or (huiyin_has_role('unit') and not huiyin_actor_unit() = any (accused_units)
      and exists (select from case_file c where c.event_id = opinion_event.id))
);

alter table item enable row level security;
create policy item_seen on item using (
  huiyin_reads_content()
  or ((huiyin_has_role('unit') or huiyin_is_display())
      and exists (select from opinion_event e where e.id = item.event_id))
);

alter table mention enable row level security;
create policy mention_seen on mention using (exists (select from item i where i.id = mention.item_id));

alter table assessment enable row level security;
create policy assessment_seen on assessment using (exists (select from item i where i.id = assessment.item_id));

alter table case_action enable row level security;
create policy case_action_seen on case_action
  using (exists (select from case_file c where c.id = case_action.case_file_id));

alter table response_deadline enable row level security;
create policy response_deadline_seen on response_deadline
  using (exists (select from case_file c where c.id = response_deadline.case_file_id));
