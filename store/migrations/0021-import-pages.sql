-- 0021: the desk now brings files by a page of its own. Archives of pages come that way too; a person changes which
-- column is which while the file is still being looked through, so each look has a number and a late answer to an
-- earlier one is dropped; and what is left of an import must say when its file went.

alter table item_import
  drop constraint item_import_format_check,
  add constraint item_import_format_check check (format in ('xlsx', 'csv', 'jsonl', 'warc')),
  -- counts the looks asked for; the answer to any but the last is dropped
  add column look integer not null default 1;

-- Files past their time are asked for every half minute.
create index item_import_file_stored on item_import_file (stored_at);
-- What a stopped service left unfinished is asked for as often.
create index item_import_waiting on item_import (state) where state in ('reading', 'saving');
