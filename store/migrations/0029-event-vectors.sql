-- 0029: placing read the whole signature of every event that shares a word with a post, and most of its time went into
-- writing and reading JSON of events that were not alike. Now each event's words and shingles stand beside its keys as
-- plain numbers, by which what is worth reading is told; the signature itself is as it was.

-- As the analyzer packs it (signature-vector.ts): how many hashes of shingles, those, then for each word the first four
-- bytes of its SHA-256 and its weight in hundred-thousandths; all unsigned, four bytes, the highest first.
create table event_vector (
  event_id uuid primary key references opinion_event on delete cascade,
  vector bytea not null
) with (fillfactor = 70);
-- Kept in the row whole: fetching it from elsewhere costs as much as finding it.
alter table event_vector alter column vector set storage main;

insert into event_vector (event_id, vector)
select id, int4send(jsonb_array_length(signature -> 'minhash'))
  || coalesce((select string_agg(substr(int8send(hash::bigint), 5, 4), ''::bytea order by place)
    from jsonb_array_elements_text(signature -> 'minhash') with ordinality as hashes (hash, place)), '')
  || coalesce((select string_agg(
      substr(sha256(convert_to(word, 'UTF8')), 1, 4) || int4send(round(weight::numeric * 100000)::int), ''::bytea)
    from jsonb_each_text(signature -> 'terms') as terms (word, weight)), '')
from opinion_event;

grant select, insert, update, delete on event_vector to huiyin_service;
-- Asked once a statement and not once a row, as for the keys.
alter table event_vector enable row level security;
create policy event_vector_kept on event_vector using ((select huiyin_is_service()));
