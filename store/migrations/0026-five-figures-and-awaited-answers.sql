-- 0026: of the five figures of a source three were counted, and a letter answered after it was read stayed unanswered.
-- How many sweeps ended at all, how many of them saw a list, and which letters still wait for their answer.

alter table source_hour
  -- sweeps that came to an end, whatever they saw: neither failed nor left out for want of a browser
  add column ran integer not null default 0,
  -- sweeps that saw entries, or were told that the list has not changed
  add column nonzero integer not null default 0;

update source_hour set ran = sweeps - bad, nonzero = sweeps - bad;
update source_hour h set ran = told.ran, nonzero = told.nonzero
from (
  select source_id, date_trunc('hour', finished_at) as hour, count(*) as sweeps,
    count(*) filter (where outcome not in ('failed', 'skipped')) as ran,
    count(*) filter (where fetched > 0 or unchanged) as nonzero
  from sweep where outcome is not null group by 1, 2
) told
where told.source_id = h.source_id and told.hour = h.hour and told.sweeps = h.sweeps;

-- What a source gave to events, by the hour it was found.
create index item_in_event on item (source_id, found_at) where event_id is not null;

-- A letter's page that labels an answer and has none yet.
create index item_awaiting_answer on item (source_id, found_at) where answer ->> 'text' = '';
