-- 0010: the crawler's truth moves into the database. Whose turn it was at a host was known to one process only, what
-- a sweep had still to fetch died with it, and a source was judged by its last two sweeps without anyone knowing
-- what is usual for it. An edited or growing post kept its first words and counts for ever (docs/rules.md §7).

-- One row a host: the instant of the next free turn, by the clock of this database, for all workers on all machines.
create table host_turn (
  host text primary key,
  next_at timestamptz not null
);

-- What a host's robots.txt said, asked once for all workers. `status` null: it could not be reached.
create table robots_answer (
  origin text primary key,
  status smallint,
  body text not null default '',
  reason text,
  keep_until timestamptz not null
);

-- A sweep is held by one process for seconds at a time. A hold that runs out was a process that died: another one
-- takes the sweep over where it stood.
update sweep set finished_at = now(), outcome = 'failed' where finished_at is null;
alter table sweep
  add column holder text,
  add column held_until timestamptz,
  add column progress jsonb,
  add column requests integer not null default 0,
  add column wire_bytes bigint not null default 0,
  -- the server said that nothing changed: seen, though nothing was fetched
  add column unchanged boolean not null default false,
  -- field → [filled, of how many]
  add column fields jsonb not null default '{}',
  add column newest_at timestamptz,
  add column findings jsonb not null default '[]',
  add column evidence jsonb;
create unique index sweep_running on sweep (source_id) where finished_at is null;
create index sweep_held on sweep (held_until) where finished_at is null;

-- The frontier: what a running sweep has found and what of it is done. Gone when the sweep has finished.
create table sweep_task (
  sweep_id uuid not null references sweep on delete cascade,
  seq integer not null,
  kind text not null check (kind in ('list', 'detail')),
  url text not null,
  task jsonb not null,
  done boolean not null default false,
  primary key (sweep_id, seq),
  unique (sweep_id, kind, url)
);

-- Posts that could not be read: tried again at growing intervals, not at every sweep, and not forgotten.
create table page_failure (
  source_id text not null references source on delete cascade,
  url text not null,
  entry jsonb not null,
  code text not null,
  attempts integer not null,
  retry_at timestamptz not null,
  primary key (source_id, url)
);
create index page_failure_due on page_failure (source_id, retry_at);

-- The figures of each source by the hour: its baseline, its sparkline, its pace.
create table source_hour (
  source_id text not null references source on delete cascade,
  hour timestamptz not null,
  sweeps integer not null default 0,
  bad integer not null default 0,
  -- sweeps that read a list, and what stood on it
  listed integer not null default 0,
  fetched integer not null default 0,
  new integer not null default 0,
  requests integer not null default 0,
  fields jsonb not null default '{}',
  primary key (source_id, hour)
);

create table source_health (
  source_id text primary key references source on delete cascade,
  state text not null check (state in ('normal', 'quiet', 'doubtful', 'blind')),
  since timestamptz not null,
  reason text not null,
  bad_in_row integer not null default 0,
  -- the newest publication ever seen on its list: a list that goes back behind it is an old copy
  newest_at timestamptz,
  -- shapes of the addresses its list has linked: a list that links none of them reads something else
  shapes text[] not null default '{}',
  -- nothing before this teaches what is usual: a person said that the source has changed
  learned_from timestamptz,
  evidence jsonb,
  judged_at timestamptz not null
);

-- The states a source has been in; the open one has no end.
create table source_span (
  source_id text not null references source on delete cascade,
  state text not null check (state in ('normal', 'quiet', 'doubtful', 'blind', 'disabled')),
  reason text not null,
  from_at timestamptz not null,
  to_at timestamptz,
  primary key (source_id, from_at)
);
create unique index source_span_open on source_span (source_id) where to_at is null;
create index source_span_ended on source_span (to_at);

create table source_alarm (
  id uuid primary key default gen_random_uuid(),
  source_id text not null references source on delete cascade,
  fault text not null,
  reason text not null,
  evidence jsonb,
  is_key boolean not null,
  raised_at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by uuid references account,
  acknowledged_by_name text,
  note text,
  cleared_at timestamptz
);
create unique index source_alarm_open on source_alarm (source_id, fault) where cleared_at is null;
create index source_alarm_recent on source_alarm (raised_at desc, id desc);

-- A list whose bytes are the same as last time needs no second look.
alter table fetched_page add column body_hash text;

-- Threads: a reply is an item of its own, told apart from the first post by its floor. The words of two replies may
-- be the same; the words of two posts of one source may not.
alter table item add column thread_key text, add column reply_number integer check (reply_number >= 0);
alter table item drop constraint item_source_id_url_key;
create unique index item_address on item (source_id, url, (coalesce(reply_number, 0)));
drop index item_content;
create unique index item_content on item (source_id, content_hash) where coalesce(reply_number, 0) = 0;
create index item_thread on item (source_id, thread_key, reply_number) where thread_key is not null;

-- How the counts of a post grew; thinned by the store.
create table item_engagement (
  item_id uuid not null references item on delete cascade,
  at timestamptz not null,
  counts jsonb not null,
  primary key (item_id, at)
);

-- What a post said before it was edited: masked for reading, and sealed as the original was, until its time is over.
create table item_version (
  item_id uuid not null references item on delete cascade,
  number integer not null,
  content_hash text not null,
  title text not null,
  text text not null,
  key_id text,
  nonce bytea check (length(nonce) = 12),
  sealed bytea,
  stored_at timestamptz not null,
  replaced_at timestamptz not null,
  primary key (item_id, number),
  check ((sealed is null) = (key_id is null) and (sealed is null) = (nonce is null))
);
create index item_version_stored on item_version (stored_at) where sealed is not null;
create index item_version_key on item_version (key_id) where sealed is not null;

grant select, insert, update, delete on
  host_turn, robots_answer, sweep_task, page_failure, source_hour, source_health, source_span, source_alarm,
  item_engagement, item_version
  to huiyin_service;

do $$
declare
  owned text;
begin
  -- The crawler's own.
  foreach owned in array array['host_turn', 'robots_answer', 'sweep_task', 'page_failure'] loop
    execute format('alter table %I enable row level security', owned);
    execute format('create policy %I on %I using (huiyin_is_service())', owned || '_kept', owned);
  end loop;
  -- How a source fares: as its sweeps.
  foreach owned in array array['source_hour', 'source_health', 'source_span', 'source_alarm'] loop
    execute format('alter table %I enable row level security', owned);
    execute format(
      'create policy %I on %I for select using (huiyin_reads_content() or huiyin_has_role(''administrator''))',
      owned || '_seen', owned);
    execute format('create policy %I on %I using (huiyin_is_service())', owned || '_kept', owned);
  end loop;
  -- What belongs to a post is seen by whoever sees the post, and written by the services alone.
  foreach owned in array array['item_engagement', 'item_version'] loop
    execute format('alter table %I enable row level security', owned);
    execute format('create policy %I on %I using (exists (select from item i where i.id = item_id))',
      owned || '_seen', owned);
    execute format(
      'create policy %I on %I as restrictive for insert with check (huiyin_is_service())', owned || '_added', owned);
    execute format(
      'create policy %I on %I as restrictive for update using (huiyin_is_service())', owned || '_changed', owned);
    execute format(
      'create policy %I on %I as restrictive for delete using (huiyin_is_service())', owned || '_removed', owned);
  end loop;
end $$;
