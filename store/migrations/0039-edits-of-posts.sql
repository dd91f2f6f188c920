-- 0039: one post edited or removed made settling read all posts of its event, because nobody knew any more what it had
-- added to what is kept of them. Now a change notes what the post was when it was counted, so that just this is taken back.

-- Counted by the source's id and by the hour's own peak from here on: each event is added up anew once.
delete from event_tally;
-- the most posts told within any hour that ends in this one
alter table event_hour add column peak integer not null default 0;

drop trigger item_came_noted on item;
drop trigger item_change_noted on item;
drop trigger item_gone_noted on item;
drop trigger assessment_came_noted on assessment;
drop trigger assessment_change_noted on assessment;
drop function huiyin_note_item(), huiyin_note_assessment(), huiyin_count_grew(jsonb, jsonb, text);
drop function huiyin_note_change(uuid, uuid, text, bigint, bigint, bigint);
drop table event_change;

-- What posts of an event, or what the rules say of them, were before they changed: the first change since the event was
-- settled, in either part. Taken under the event's lock by whoever settles it. No foreign key: its lock on the event
-- would make reading the counts of a post wait for settling.
create table event_change (
  event_id uuid not null,
  item_id uuid not null,
  part text not null check (part in ('post', 'judgement')),
  -- null: it was not there
  was jsonb,
  -- grows with each further change: whoever takes the note has read the post as the note stands, or leaves it
  times integer not null default 1,
  primary key (event_id, item_id, part)
);
alter table event_change enable row level security;
create policy event_change_kept on event_change using ((select huiyin_is_service()));
grant select, update, delete on event_change to huiyin_service;

-- What of a post is counted.
create function huiyin_counted_post(source_id text, author text, published_at timestamptz, found_at timestamptz,
  engagement jsonb) returns jsonb language sql stable
  return jsonb_build_object('sourceId', source_id, 'authorPseudonym', author, 'publishedAt', published_at,
    'foundAt', found_at, 'engagement', engagement);

-- What of a judgement is counted, without anything that may be quoted from the post.
create function huiyin_counted_judgement(proposed jsonb) returns jsonb language sql immutable
  return jsonb_strip_nulls(jsonb_build_object('grade', proposed -> 'grade', 'accused', proposed -> 'accused',
    'focus', proposed -> 'focus', 'places', proposed -> 'places', 'emergency', proposed -> 'emergency',
    'units', (select coalesce(jsonb_agg(u - 'name' - 'group' - 'reason' order by at), '[]')
      from jsonb_array_elements(proposed -> 'units') with ordinality as units (u, at)),
    'accusation', case when proposed -> 'accusation' ->> 'level' is not null
      then jsonb_build_object('level', proposed -> 'accusation' -> 'level') end));

-- An event merged away is added up anew should it ever come back. Whoever is just taking the note is waited for.
create function huiyin_note_change(event uuid, item uuid, part text, was jsonb) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from opinion_event e where e.id = event and e.merged_into is null) then
    insert into event_change as c (event_id, item_id, part, was) values (event, item, part, was)
    on conflict on constraint event_change_pkey do update set times = c.times + 1;
  end if;
end $$;
create function huiyin_note_leaving(i item) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform huiyin_note_change(i.event_id, i.id, 'post', huiyin_counted_post(i.source_id, i.author_pseudonym,
    i.published_at, i.found_at, i.engagement));
  perform huiyin_note_change(i.event_id, i.id, 'judgement',
    (select huiyin_counted_judgement(a.proposed) from assessment a where a.item_id = i.id));
end $$;

create function huiyin_note_item() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform huiyin_note_change(new.event_id, new.id, 'post', null);
  elsif old.event_id is distinct from new.event_id then
    if old.event_id is not null then perform huiyin_note_leaving(old); end if;
    if new.event_id is not null then perform huiyin_note_change(new.event_id, new.id, 'post', null); end if;
  else
    perform huiyin_note_change(new.event_id, new.id, 'post', huiyin_counted_post(old.source_id,
      old.author_pseudonym, old.published_at, old.found_at, old.engagement));
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

-- Before, while what the rules said of it is still there.
create function huiyin_note_gone() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform huiyin_note_leaving(old);
  return old;
end $$;
create trigger item_gone_noted before delete on item
  for each row when (old.event_id is not null) execute function huiyin_note_gone();

create function huiyin_note_assessment() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform huiyin_note_change(i.event_id, i.id, 'judgement',
    case when tg_op = 'UPDATE' then huiyin_counted_judgement(old.proposed) end)
  from item i where i.id = new.item_id and i.event_id is not null;
  return null;
end $$;
create trigger assessment_came_noted after insert on assessment
  for each row execute function huiyin_note_assessment();
create trigger assessment_change_noted after update of proposed on assessment
  for each row when (old.proposed is distinct from new.proposed) execute function huiyin_note_assessment();

revoke execute on function huiyin_note_change(uuid, uuid, text, jsonb) from public;
revoke execute on function huiyin_note_leaving(item) from public;
