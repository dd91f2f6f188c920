-- 0036: settling an event read every post it has, so that a matter of 20,000 posts cost a thousand times more with each
-- new post than one of twenty. Now what an event's posts say together is kept beside it; what changed since is noted post
-- by post, and only that is read.

-- What happened to an event's posts since it was settled. Noted by the triggers below whoever writes the item, and taken
-- under the event's lock by whoever settles it. No foreign key: its lock on the event would make reading the counts of a
-- post wait for settling.
create table event_change (
  event_id uuid not null,
  item_id uuid not null,
  -- came: it is to be added; counted: its counts grew by so much; recount: only reading all posts tells
  what text not null check (what in ('came', 'counted', 'recount')),
  reads bigint not null default 0,
  comments bigint not null default 0,
  shares bigint not null default 0,
  primary key (event_id, item_id, what)
);

-- Sums over the posts of an event; absent until they are first added up, and again when only a recount tells.
create table event_tally (
  event_id uuid primary key references opinion_event on delete cascade,
  -- whose words came first in the order of `event_facet`
  representative_id uuid,
  posts integer not null,
  reads bigint not null,
  comments bigint not null,
  shares bigint not null,
  authors integer not null,
  -- the most posts told within any hour
  peak integer not null
) with (fillfactor = 50);

-- What posts say (grade, units, places, sources …): how many say it, who said it first and how.
create table event_facet (
  event_id uuid not null references event_tally on delete cascade,
  kind text not null,
  value text collate "C" not null,
  posts integer not null,
  weight bigint not null,
  first_at timestamptz not null,
  first_item uuid not null,
  place smallint not null,
  said jsonb,
  primary key (event_id, kind, value)
) with (fillfactor = 70);
create index event_facet_first on event_facet (event_id, kind, first_at, first_item, place);

-- Posts by the time they tell, to the minute; hours since 1970.
create table event_hour (
  event_id uuid not null references event_tally on delete cascade,
  hour integer not null,
  posts integer not null,
  minutes integer[] not null,
  primary key (event_id, hour)
) with (fillfactor = 70);

-- Heat looks back three days, not at all posts; and whether a post's author is new to the event is one look-up.
create index item_by_event_told on item (event_id, (coalesce(published_at, found_at))) where event_id is not null;
create index item_by_event_author on item (event_id, author_pseudonym)
  where event_id is not null and author_pseudonym is not null;

-- An update and not nothing where the note is there: whoever is just taking it has read the post as it was before.
create function huiyin_note_change(event uuid, item uuid, what text, reads bigint, comments bigint, shares bigint)
  returns void language sql security definer set search_path = public, pg_temp as $$
  insert into event_change as c (event_id, item_id, what, reads, comments, shares)
  select event, item, what, reads, comments, shares where exists (select from opinion_event e where e.id = event)
  on conflict (event_id, item_id, what) do update set
    reads = c.reads + excluded.reads, comments = c.comments + excluded.comments, shares = c.shares + excluded.shares
$$;
create function huiyin_count_grew(before jsonb, after jsonb, name text) returns bigint language sql immutable
  return coalesce((after ->> name)::bigint, 0) - coalesce((before ->> name)::bigint, 0);

create function huiyin_note_item() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    perform huiyin_note_change(old.event_id, old.id, 'recount', 0, 0, 0);
  elsif tg_op = 'INSERT' then
    perform huiyin_note_change(new.event_id, new.id, 'came', 0, 0, 0);
  elsif old.event_id is distinct from new.event_id then
    if old.event_id is not null then perform huiyin_note_change(old.event_id, old.id, 'recount', 0, 0, 0); end if;
    if new.event_id is not null then perform huiyin_note_change(new.event_id, new.id, 'came', 0, 0, 0); end if;
  elsif (old.published_at, old.found_at, old.author_pseudonym, old.source_id)
    is distinct from (new.published_at, new.found_at, new.author_pseudonym, new.source_id)
  then
    perform huiyin_note_change(new.event_id, new.id, 'recount', 0, 0, 0);
  elsif exists (select from assessment a where a.item_id = new.id) then
    perform huiyin_note_change(new.event_id, new.id, 'counted',
      huiyin_count_grew(old.engagement, new.engagement, 'reads'),
      huiyin_count_grew(old.engagement, new.engagement, 'comments'),
      huiyin_count_grew(old.engagement, new.engagement, 'shares'));
  end if;
  return null;
end $$;
create trigger item_came_noted after insert on item
  for each row when (new.event_id is not null) execute function huiyin_note_item();
create trigger item_change_noted
  after update of event_id, published_at, found_at, author_pseudonym, source_id, engagement on item
  for each row when (
    (old.event_id is not null or new.event_id is not null)
    and (old.event_id, old.published_at, old.found_at, old.author_pseudonym, old.source_id, old.engagement)
      is distinct from (new.event_id, new.published_at, new.found_at, new.author_pseudonym, new.source_id, new.engagement))
  execute function huiyin_note_item();
create trigger item_gone_noted after delete on item
  for each row when (old.event_id is not null) execute function huiyin_note_item();

create function huiyin_note_assessment() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform huiyin_note_change(i.event_id, i.id, 'recount', 0, 0, 0)
  from item i where i.id = new.item_id and i.event_id is not null;
  return null;
end $$;
create trigger assessment_came_noted after insert on assessment
  for each row execute function huiyin_note_assessment();
create trigger assessment_change_noted after update of proposed on assessment
  for each row when (old.proposed is distinct from new.proposed) execute function huiyin_note_assessment();

create function huiyin_forget_changes() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from event_change where event_id = old.id;
  return null;
end $$;
create trigger opinion_event_gone after delete on opinion_event
  for each row execute function huiyin_forget_changes();

revoke execute on function huiyin_note_change(uuid, uuid, text, bigint, bigint, bigint) from public;
grant select, insert, update, delete on event_tally, event_facet, event_hour to huiyin_service;
grant select, delete on event_change to huiyin_service;
-- Asked once a statement and not once a row, as for the keys.
alter table event_change enable row level security;
create policy event_change_kept on event_change using ((select huiyin_is_service()));
alter table event_tally enable row level security;
create policy event_tally_kept on event_tally using ((select huiyin_is_service()));
alter table event_facet enable row level security;
create policy event_facet_kept on event_facet using ((select huiyin_is_service()));
alter table event_hour enable row level security;
create policy event_hour_kept on event_hour using ((select huiyin_is_service()));
