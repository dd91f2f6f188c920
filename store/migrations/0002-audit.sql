-- 0002: who did what and when must outlast whoever would rather it had not (网络安全法 第二十一条; docs/rules.md §5).
-- Entries are appended under an advisory lock, numbered without gaps, and each carries a keyed hash over itself and
-- the one before; the key never comes here. Nothing is updated or deleted: no right to is granted, and a trigger
-- refuses the owner too.

create table audit_entry (
  seq bigint primary key check (seq > 0),
  -- milliseconds, as the program's clock counts them: what is hashed is what is stored
  at timestamptz(3) not null,
  actor_kind text not null check (actor_kind in ('user', 'service', 'display')),
  actor_id text not null,
  actor_name text not null,
  action text not null,
  subject_kind text not null,
  subject_id text,
  -- json, not jsonb: the text that was hashed is kept to the letter
  detail json not null,
  -- names the key without telling it, so that a program with another key refuses to append
  key_id text not null,
  previous_hash text not null unique,
  hash text not null unique
);
create index audit_entry_at on audit_entry (at);
create index audit_entry_subject on audit_entry (subject_id) where subject_id is not null;

create function huiyin_refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are never changed or removed (%)', tg_op;
end $$;

create trigger audit_entry_keeps_rows before update or delete on audit_entry
  for each row execute function huiyin_refuse_audit_change();
create trigger audit_entry_keeps_all before truncate on audit_entry
  for each statement execute function huiyin_refuse_audit_change();
-- also for a session that plays replica
alter table audit_entry enable always trigger audit_entry_keeps_rows;
alter table audit_entry enable always trigger audit_entry_keeps_all;

grant select, insert on audit_entry to huiyin_service;

alter table audit_entry enable row level security;
-- 三员分立: the auditor reads, and a service that verifies; whoever administers as well does not.
create policy audit_entry_read on audit_entry for select using (
  huiyin_actor_kind() = 'service'
  or (huiyin_has_role('auditor') and not huiyin_has_role('administrator'))
);
-- Nobody records in another's name; a service does for the person it acts for.
create policy audit_entry_append on audit_entry for insert with check (
  huiyin_actor_kind() = 'service'
  or (actor_kind = huiyin_actor_kind()
      and (actor_kind <> 'user' or actor_id = current_setting('huiyin.user_id', true)))
);

-- Everyone appends and hardly anyone reads, so the end of the chain is asked for by the owner's right.
create function huiyin_audit_head(out seq bigint, out hash text, out key_id text) returns record
language sql stable security definer set search_path = pg_catalog, public
as 'select seq, hash, key_id from public.audit_entry order by seq desc limit 1';
revoke execute on function huiyin_audit_head() from public;
grant execute on function huiyin_audit_head() to huiyin_service;
