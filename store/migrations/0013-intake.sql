-- 0013: what people bring. Until now only a sweep could make an item: what a liaison saw in a group, a hotline's
-- tickets and another program's posts had no way in. Each way is a source of its own that is never swept, so that
-- the same dedupe, masking and judging meet what it brings. A file is kept sealed until it has been taken in.

-- How the source comes by its items when it is not swept; null: it is swept.
alter table source
  add column received text check (received in ('entry', 'import', 'push')),
  add column received_at timestamptz;

-- Where a person saw it (a group, a hotline, a street), masked; null for what was swept.
alter table item add column seen_where text;

-- The same words or the same address may be known from another source: asked before a person saves.
create index item_same_url on item using hash (url);
create index item_same_content on item using hash (content_hash);

create table item_import (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  size integer not null,
  format text not null check (format in ('xlsx', 'csv', 'jsonl')),
  state text not null check (state in ('reading', 'ready', 'saving', 'done', 'failed', 'cancelled')),
  uploaded_by text not null,
  uploaded_by_id uuid,
  uploaded_at timestamptz not null,
  -- which sheet, which row holds the headers, which column is which field; null until read
  reading jsonb,
  -- the first rows as they would be taken, masked; null until read
  preview jsonb,
  rows_total integer not null default 0,
  rows_done integer not null default 0,
  rows_new integer not null default 0,
  rows_known integer not null default 0,
  rows_refused integer not null default 0,
  -- why it failed, in words
  failure text,
  finished_at timestamptz
);
create index item_import_recent on item_import (uploaded_at desc, id desc);

-- The file itself, sealed; gone as soon as it is done with, and after a day in any case.
create table item_import_file (
  import_id uuid primary key references item_import on delete cascade,
  key_id text not null,
  nonce bytea not null check (length(nonce) = 12),
  sealed bytea not null,
  stored_at timestamptz not null
);
create index item_import_file_key on item_import_file (key_id);

-- Rows that were not taken, with the reason; what stood in them is not kept.
create table item_import_refusal (
  import_id uuid not null references item_import on delete cascade,
  row_number integer not null,
  column_name text not null,
  reason text not null,
  primary key (import_id, row_number, column_name)
);

grant select, insert, update, delete on item_import, item_import_file, item_import_refusal to huiyin_service;

do $$
declare
  owned text;
begin
  -- A file speaks of anyone, also of a unit that may not see it: the services alone, asked by the desk's routes.
  foreach owned in array array['item_import', 'item_import_file', 'item_import_refusal'] loop
    execute format('alter table %I enable row level security', owned);
    execute format('create policy %I on %I using (huiyin_is_service())', owned || '_kept', owned);
  end loop;
end $$;
