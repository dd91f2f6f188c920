-- 0015: lists of ten thousand open cases were sorted whole before the first page was shown, and the last warnings of
-- running clocks were sought among all that were ever given. Both read an index in their own order now and stop.
create index case_file_due_list on case_file ((coalesce(next_due_at, 'infinity'::timestamptz)), id)
  where closed_at is null;
create index response_deadline_warned on response_deadline (warned_until desc)
  where met_at is null and superseded_at is null and warned_until is not null;
