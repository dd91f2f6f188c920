-- 0006: events as people and machine both make them. Placing asked every event whether it shares a word, which costs
-- more with every event stored; now it looks events up by their telling words. What an officer merges, splits or locks
-- is kept as his decision, which the machine never undoes; what was merged away is in no list until it is restored;
-- and an event that suddenly grows says so.

-- A name hidden behind every list: what was merged away is seen only by whoever asks for it on purpose.
create function huiyin_sees_merged() returns boolean language sql stable
  return coalesce(current_setting('huiyin.sees_merged', true), '') = 'on';

alter table opinion_event
  add column merged_into uuid references opinion_event on delete cascade,
  -- by hand: nothing is added or merged by the machine
  add column locked_at timestamptz,
  add column locked_by text,
  -- a person merged into it or split it: the machine may add to it and never merges it away
  add column handled_at timestamptz,
  -- times as the posts tell them (published, else found): an old post found today is of its own time
  add column first_told_at timestamptz,
  add column last_told_at timestamptz,
  -- what the last change still asks for: to be judged again, or to be made anew from its posts
  add column unsettled text check (unsettled in ('judge', 'rebuild')),
  add column unsettled_at timestamptz,
  add column heat real not null default 0,
  add column growth_per_hour real not null default 0,
  add column heat_at timestamptz;
update opinion_event e set
  first_told_at = told.first, last_told_at = told.last, unsettled = 'rebuild', unsettled_at = last_item_at
from (
  select event_id, min(coalesce(published_at, found_at)) as first, max(coalesce(published_at, found_at)) as last
  from item group by event_id
) told where told.event_id = e.id;
create index opinion_event_unsettled on opinion_event (unsettled_at) where unsettled is not null;
create index opinion_event_merged on opinion_event (merged_into) where merged_into is not null;

create policy opinion_event_current on opinion_event as restrictive
  using (merged_into is null or huiyin_sees_merged())
  with check (huiyin_writes_content());

-- Put where it is by a person.
alter table item add column placed_by text, add column placed_at timestamptz;

-- What a post looks like to clustering: its event can be made anew from these when posts leave it.
create table item_signature (
  item_id uuid primary key references item on delete cascade,
  signature jsonb not null
);

-- Where an event is found: its telling words and the bands of its representative's shingles, newest period first.
create table event_key (
  key text collate "C" not null,
  period integer not null,
  weight real not null,
  event_id uuid not null references opinion_event on delete cascade
);
create index event_key_found on event_key (key, period desc, weight desc) include (event_id);
create index event_key_by_event on event_key (event_id);

-- How many events began with a word: what many matters share tells little. The empty word counts all events.
create table event_word (
  word text collate "C" primary key,
  events integer not null
) with (fillfactor = 70);

-- 合并. Appended; undone at most once, by a person.
create table event_merge (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  survivor_id uuid not null references opinion_event on delete cascade,
  merged_id uuid not null references opinion_event on delete cascade,
  item_ids uuid[] not null,
  survivor_accused text[] not null,
  merged_by text,
  merged_at timestamptz not null,
  likeness real,
  undone_by text,
  undone_at timestamptz,
  check ((undone_by is null) = (undone_at is null))
);
create index event_merge_by_survivor on event_merge (survivor_id, seq);
create index event_merge_by_merged on event_merge (merged_id);

-- Two events a person has told apart; the smaller id first. `through` names the merge by which an event took this over
-- from one it absorbed: undone, it goes again.
create table event_separation (
  event_id uuid not null references opinion_event on delete cascade,
  other_id uuid not null references opinion_event on delete cascade,
  separated_by text not null,
  separated_at timestamptz not null,
  through uuid references event_merge on delete cascade,
  primary key (event_id, other_id),
  check (event_id < other_id)
);
create index event_separation_by_other on event_separation (other_id);

-- 升温预警: an event grows far beyond its own measure.
create table event_alarm (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references opinion_event on delete cascade,
  raised_at timestamptz not null,
  window_hours real not null,
  items integer not null,
  expected real not null,
  reason text not null,
  acknowledged_by text,
  acknowledged_at timestamptz
);
create unique index event_alarm_standing on event_alarm (event_id) where acknowledged_at is null;
create index event_alarm_by_event on event_alarm (event_id, raised_at desc);

grant select, insert, update, delete on item_signature, event_key, event_word, event_separation to huiyin_service;
grant select, insert on event_merge, event_alarm to huiyin_service;
grant update (undone_by, undone_at) on event_merge to huiyin_service;
grant update (acknowledged_by, acknowledged_at) on event_alarm to huiyin_service;

alter table item_signature enable row level security;
create policy item_signature_seen on item_signature
  using (exists (select from item i where i.id = item_signature.item_id));
create policy item_signature_added on item_signature as restrictive for insert with check (huiyin_is_service());
create policy item_signature_changed on item_signature as restrictive for update using (huiyin_is_service());
create policy item_signature_removed on item_signature as restrictive for delete using (huiyin_is_service());
-- Asked once a statement and not once a row: placing reads a thousand of these.
alter table event_key enable row level security;
create policy event_key_kept on event_key using ((select huiyin_is_service()));
alter table event_word enable row level security;
create policy event_word_kept on event_word using ((select huiyin_is_service()));
-- A reader who belongs to a unit could learn of an event walled from him by what it was merged with.
alter table event_merge enable row level security;
create policy event_merge_seen on event_merge using (huiyin_reads_content() and huiyin_actor_unit() = '');
create policy event_merge_added on event_merge as restrictive for insert with check (huiyin_writes_content());
create policy event_merge_undone on event_merge as restrictive for update using (huiyin_writes_content());
alter table event_separation enable row level security;
create policy event_separation_seen on event_separation using (huiyin_reads_content() and huiyin_actor_unit() = '');
create policy event_separation_added on event_separation as restrictive for insert
  with check (huiyin_writes_content());
create policy event_separation_removed on event_separation as restrictive for delete
  using (huiyin_writes_content());
alter table event_alarm enable row level security;
create policy event_alarm_seen on event_alarm
  using (exists (select from opinion_event e where e.id = event_alarm.event_id));
create policy event_alarm_raised on event_alarm as restrictive for insert with check (huiyin_is_service());
create policy event_alarm_answered on event_alarm as restrictive for update using (huiyin_writes_content());
