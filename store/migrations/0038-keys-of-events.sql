-- 0038: placing spent its time on what stands around the keys of events: a look at the event for each of twenty-two keys
-- that were written (a foreign key), and a look into the table for each key that was found, because nothing had marked its
-- page as seen by all. Keys now go with their event by its trigger, and their table is gone through while it grows and
-- not only when a fifth has come to it.

-- Keys are written only after the event's own row was written in the same transaction, which holds it until commit.
alter table event_key drop constraint event_key_event_id_fkey;
create or replace function huiyin_forget_changes() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from event_change where event_id = old.id;
  delete from event_key where event_id = old.id;
  return null;
end $$;

alter table event_key set (
  autovacuum_vacuum_insert_scale_factor = 0.005, autovacuum_vacuum_insert_threshold = 5000,
  autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05
);
