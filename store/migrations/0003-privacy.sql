-- 0003: the public is not the target. What was written is read masked; the words themselves are kept sealed, opened
-- by two persons for one reading, and kept no longer than needed. The keys are never in this database
-- (个人信息保护法 第六、十九、四十五至四十七、五十一条).

-- Title, text and author as published, AES-256-GCM with the item's id as associated data.
create table item_original (
  item_id uuid primary key references item on delete cascade,
  key_id text not null,
  nonce bytea not null check (length(nonce) = 12),
  -- ciphertext with its 16-byte tag
  sealed bytea not null,
  stored_at timestamptz not null
);
create index item_original_stored on item_original (stored_at);
create index item_original_key on item_original (key_id);

create table reveal_request (
  id uuid primary key default gen_random_uuid(),
  -- the history of who asked outlives the item
  item_id uuid references item on delete set null,
  reason text not null check (length(reason) between 5 and 500),
  requested_by uuid not null references account,
  requested_by_name text not null,
  requested_at timestamptz not null,
  decision text check (decision in ('approved', 'refused')),
  decision_reason text,
  decided_by uuid references account,
  decided_by_name text,
  decided_at timestamptz,
  expires_at timestamptz,
  read_at timestamptz,
  check ((decision is null) = (decided_by is null)),
  check ((decision = 'approved') = (expires_at is not null)),
  check (read_at is null or decision = 'approved'),
  constraint reveal_request_second_person check (decided_by <> requested_by)
);
create unique index reveal_request_pending on reveal_request (item_id, requested_by) where decision is null;
create index reveal_request_recent on reveal_request (requested_at desc, id desc);

-- A person's request about his own data. Who he is and how to reach him is sealed as an original is.
create table data_request (
  id uuid primary key default gen_random_uuid(),
  number bigint generated always as identity unique,
  kind text not null check (kind in ('access', 'correction', 'deletion')),
  item_id uuid references item on delete set null,
  url text,
  demand text not null,
  key_id text not null,
  nonce bytea not null check (length(nonce) = 12),
  sealed bytea not null,
  received_at timestamptz not null,
  due_at timestamptz not null,
  registered_by uuid not null references account,
  registered_by_name text not null,
  handler text not null,
  decision text check (decision in ('granted', 'refused')),
  decision_reason text,
  decided_by uuid references account,
  decided_by_name text,
  decided_at timestamptz,
  executed_at timestamptz,
  outcome jsonb,
  check ((decision is null) = (decided_by is null)),
  -- 第五十条: a refusal states its reason; so does a grant here
  check (decision is null or length(decision_reason) >= 2),
  constraint data_request_second_person check (decided_by <> registered_by)
);
create index data_request_open on data_request (due_at) where decision is null;

-- What was deleted and must not come back with the next sweep: hashes only, of the address and, when a person asked,
-- of the words, wherever they are reposted.
create table item_tombstone (
  source_id text not null,
  url_hash text not null,
  content_hash text,
  why text not null check (why in ('retention', 'data-request')),
  deleted_at timestamptz not null,
  primary key (source_id, url_hash)
);
create index item_tombstone_content on item_tombstone (content_hash) where content_hash is not null;

-- One row a day that retention was applied, also when there was nothing to delete.
create table retention_run (
  id bigint generated always as identity primary key,
  started_at timestamptz not null,
  originals integer not null,
  items integer not null,
  events integer not null
);

-- 第四十六条: what was found wrong and what is right, beside the words as they were published.
alter table item add column correction text;

grant select, insert, delete on item_original to huiyin_service;
grant update (key_id, nonce, sealed) on item_original to huiyin_service;
grant select, insert, delete on reveal_request to huiyin_service;
grant update (decision, decision_reason, decided_by, decided_by_name, decided_at, expires_at, read_at)
  on reveal_request to huiyin_service;
grant select, insert, delete on data_request to huiyin_service;
grant update (key_id, nonce, sealed, decision, decision_reason, decided_by, decided_by_name, decided_at, executed_at,
  outcome, item_id) on data_request to huiyin_service;
grant select, insert, delete on item_tombstone to huiyin_service;
grant update (content_hash, deleted_at) on item_tombstone to huiyin_service;
grant select, insert on retention_run to huiyin_service;

alter table reveal_request enable row level security;
-- Who asked, and who may decide, and only about what he may read; a unit never.
create policy reveal_request_seen on reveal_request using (
  huiyin_actor_kind() = 'service'
  or (huiyin_has_role('duty-officer', 'leader', 'deputy-leader', 'office')
      and (requested_by::text = current_setting('huiyin.user_id', true)
        or huiyin_has_role('leader', 'deputy-leader', 'office'))
      and (item_id is null or exists (select from item i where i.id = item_id)))
);
create policy reveal_request_asked on reveal_request as restrictive for insert with check (
  huiyin_actor_kind() = 'service'
  or (requested_by::text = current_setting('huiyin.user_id', true) and decision is null and read_at is null
      and exists (select from item i where i.id = item_id))
);
create policy reveal_request_changed on reveal_request as restrictive for update using (true) with check (
  huiyin_actor_kind() = 'service'
  or decided_by::text = current_setting('huiyin.user_id', true)
  or requested_by::text = current_setting('huiyin.user_id', true) and decision = 'approved' and read_at is not null
);
create policy reveal_request_removed on reveal_request as restrictive for delete
  using (huiyin_actor_kind() = 'service');

alter table item_original enable row level security;
-- Sealed as they are, still nobody fetches them but a service, or who holds an approved and unread request.
create policy item_original_seen on item_original for select using (
  huiyin_actor_kind() = 'service'
  or exists (
    select from reveal_request r
    where r.item_id = item_original.item_id and r.decision = 'approved' and r.read_at is null
      and r.requested_by::text = current_setting('huiyin.user_id', true))
);
create policy item_original_kept on item_original using (huiyin_actor_kind() = 'service');

alter table data_request enable row level security;
create policy data_request_seen on data_request using (
  huiyin_actor_kind() = 'service' or huiyin_has_role('duty-officer', 'leader', 'deputy-leader', 'office')
);
create policy data_request_removed on data_request as restrictive for delete
  using (huiyin_actor_kind() = 'service');

alter table item_tombstone enable row level security;
create policy item_tombstone_kept on item_tombstone using (huiyin_actor_kind() = 'service');

-- Counts only; the privacy page shows them to everyone who is signed in.
alter table retention_run enable row level security;
create policy retention_run_seen on retention_run for select using (huiyin_actor_kind() <> '');
create policy retention_run_kept on retention_run using (huiyin_actor_kind() = 'service');
