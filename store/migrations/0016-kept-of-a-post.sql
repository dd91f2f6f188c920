-- 0016: what was read of a post and thrown away. A board's answer stood on the page and nowhere in the database, so did
-- the place a text says it comes from and the files it offers; the tables for edits and growing counts stayed empty,
-- and a heat that divides counts by time needs the time they were counted.

alter table item
  -- {unit, text, repliedAt}: 答复, masked as the text is; its original is sealed with the post's own
  add column answer jsonb,
  -- 来源 as the page writes it
  add column source_name text,
  -- [{name, url}]
  add column attachments jsonb not null default '[]',
  -- when `engagement` was read; null: when the post was found
  add column counted_at timestamptz;

-- A name of its own, so that keys can be rotated row by row; the sealed bytes stay bound to the post.
alter table item_version add column id uuid not null default gen_random_uuid();
create unique index item_version_id on item_version (id);
