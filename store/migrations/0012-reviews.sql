-- 0012: what goes out under the county's name is read by three people before it does. Until now an answer was typed in
-- when it was out already: nobody could see the text before, who had agreed to it, or whether the organs it speaks of
-- had (勺米 信息审核发布 一: 分级审核、先审后发; 和硕 第十二条: 涉及其他行政机关的应沟通确认).

-- What the county sets; the newest row counts, none is changed.
create table review_rule (
  id bigint generated always as identity primary key,
  rules jsonb not null,
  reason text not null check (length(reason) between 2 and 500),
  set_by uuid not null references account,
  set_by_name text not null,
  set_at timestamptz not null
);

create table review_draft (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  case_file_id uuid not null references case_file on delete cascade,
  kind text not null check (kind in ('response', 'special-report', 'downgrade')),
  -- the form of a response; the grade asked for by a downgrade
  form text,
  grade text,
  title text not null check (length(title) between 2 and 200),
  author_id uuid not null references account,
  author_name text not null,
  unit_code text references responsible_unit,
  state text not null default 'drafting'
    check (state in ('drafting', 'reviewing', 'returned', 'withdrawn', 'approved', 'published')),
  level text check (level in ('first', 'second', 'final')),
  returned_from text check (returned_from in ('first', 'second', 'final')),
  version integer not null default 1,
  created_at timestamptz not null,
  touched_at timestamptz not null,
  approved_at timestamptz,
  check ((state = 'reviewing') = (level is not null)),
  check ((state in ('approved', 'published')) = (approved_at is not null)),
  check ((kind = 'response') = (form is not null)),
  check ((kind = 'downgrade') = (grade is not null))
);
create index review_draft_by_case on review_draft (case_file_id, seq);
create index review_draft_newest on review_draft (touched_at desc, id desc);
create index review_draft_live on review_draft (touched_at desc, id desc) where state <> 'published';

-- One seat a person a text, for good: whoever wrote it or signed at one level cannot sign at another, whatever writes
-- the rows. Versions belong to the author's seat, verdicts to the seat of their level.
create table review_seat (
  draft_id uuid not null references review_draft on delete cascade,
  account_id uuid not null references account,
  seat text not null check (seat in ('author', 'first', 'second', 'final')),
  constraint review_seat_one_a_person primary key (draft_id, account_id),
  unique (draft_id, account_id, seat)
);
create unique index review_seat_one_author on review_seat (draft_id) where seat = 'author';

create table review_version (
  draft_id uuid not null references review_draft on delete cascade,
  version integer not null check (version > 0),
  title text not null,
  text text not null check (length(text) between 10 and 20000),
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamptz not null,
  seat text not null generated always as ('author') stored,
  primary key (draft_id, version),
  constraint review_version_is_the_authors
    foreign key (draft_id, written_by, seat) references review_seat (draft_id, account_id, seat)
);

-- What happened to the text, appended; each verdict names the version it was given to.
create table review_step (
  id bigint generated always as identity primary key,
  draft_id uuid not null references review_draft on delete cascade,
  version integer not null,
  step text not null check (step in ('submitted', 'passed', 'returned', 'withdrawn', 'published')),
  level text check (level in ('first', 'second', 'final')),
  remarks text check (length(remarks) between 1 and 2000),
  by_id uuid not null,
  by_name text not null,
  by_role text not null,
  at timestamptz not null,
  check ((step in ('passed', 'returned')) = (level is not null)),
  check (step <> 'returned' or remarks is not null),
  foreign key (draft_id, version) references review_version,
  constraint review_step_from_its_seat
    foreign key (draft_id, by_id, level) references review_seat (draft_id, account_id, seat)
);
create index review_step_by_draft on review_step (draft_id, id);

-- The sentences that speak of another organ, and what it says to them. Other words need another yes.
create table review_wording (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  draft_id uuid not null references review_draft on delete cascade,
  unit_code text not null references responsible_unit,
  wording text not null,
  state text not null check (state in ('asked', 'confirmed', 'objected', 'overruled')),
  means text not null check (means in ('in-app', 'letter', 'leader')),
  reference text,
  remarks text,
  asked_by_name text not null,
  asked_at timestamptz not null,
  decided_by uuid references account,
  decided_by_name text,
  decided_at timestamptz,
  check ((state = 'asked') = (decided_by is null)),
  check (state <> 'asked' or means = 'in-app')
);
create index review_wording_by_draft on review_wording (draft_id, seq);
create index review_wording_asked on review_wording (unit_code, seq) where state = 'asked';

create table review_publication (
  draft_id uuid primary key references review_draft on delete cascade,
  published_at timestamptz not null,
  reference text not null,
  summary text not null,
  attachment_id uuid references case_attachment,
  snapshot text,
  details jsonb not null default '{}',
  recorded_by uuid not null references account,
  recorded_by_name text not null,
  recorded_at timestamptz not null,
  check (published_at <= recorded_at)
);

-- Nothing goes out before the last of the three has passed it.
create function huiyin_check_publication() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (
    select from review_draft d
    where d.id = new.draft_id and d.state = 'approved' and d.approved_at <= new.published_at)
  then
    raise exception 'a text is published after its final approval only' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger review_publication_after_approval before insert or update on review_publication
  for each row execute function huiyin_check_publication();

-- Whether the case a text hangs on accuses this unit; looks past the policies, which the asked unit is held back by.
create function huiyin_draft_accuses(draft uuid, unit text) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from review_draft d join case_file c on c.id = d.case_file_id
    where d.id = draft and unit = any (c.accused_units))
$$;
revoke execute on function huiyin_draft_accuses(uuid, text) from public;
grant execute on function huiyin_draft_accuses(uuid, text) to huiyin_service;

-- Nobody asks whom the matter accuses what may be said about it (信访工作条例 第三十条).
create function huiyin_check_wording() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.state = 'asked' and huiyin_draft_accuses(new.draft_id, new.unit_code) then
    raise exception 'an accused unit is asked nothing about the matter' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger review_wording_not_to_the_accused before insert on review_wording
  for each row execute function huiyin_check_wording();

grant select, insert on review_rule, review_seat, review_version, review_step, review_publication to huiyin_service;
grant select, insert, update on review_draft, review_wording to huiyin_service;

alter table review_rule enable row level security;
create policy review_rule_seen on review_rule for select using (huiyin_actor_kind() <> '');
create policy review_rule_set on review_rule for insert
  with check (huiyin_is_service() or (huiyin_has_role('leader') and huiyin_is_me(set_by)));

-- A text in the making is the desk's, the leaders' and its author's unit's; another unit of the case does not read it.
alter table review_draft enable row level security;
create policy review_draft_seen on review_draft using (
  exists (select from case_file c where c.id = review_draft.case_file_id)
  and (huiyin_reads_content() or (huiyin_has_role('unit') and unit_code = huiyin_actor_unit())));
create policy review_draft_begun on review_draft as restrictive for insert
  with check (huiyin_is_service() or huiyin_is_me(author_id));

alter table review_seat enable row level security;
create policy review_seat_seen on review_seat
  using (exists (select from review_draft d where d.id = review_seat.draft_id));
create policy review_seat_taken on review_seat as restrictive for insert
  with check (huiyin_is_service() or huiyin_is_me(account_id));

alter table review_version enable row level security;
create policy review_version_seen on review_version
  using (exists (select from review_draft d where d.id = review_version.draft_id));
create policy review_version_written on review_version as restrictive for insert
  with check (huiyin_is_service() or huiyin_is_me(written_by));

alter table review_step enable row level security;
create policy review_step_seen on review_step
  using (exists (select from review_draft d where d.id = review_step.draft_id));
create policy review_step_taken on review_step as restrictive for insert
  with check (huiyin_is_service() or huiyin_is_me(by_id));

-- The organ asked reads the sentences about itself and nothing else of the matter.
alter table review_wording enable row level security;
create policy review_wording_seen on review_wording using (
  exists (select from review_draft d where d.id = review_wording.draft_id)
  or (huiyin_has_role('unit') and unit_code = huiyin_actor_unit() and means = 'in-app'
    and not huiyin_draft_accuses(draft_id, unit_code)));
create policy review_wording_asked on review_wording as restrictive for insert
  with check (exists (select from review_draft d where d.id = review_wording.draft_id)
    and (huiyin_is_service() or ((decided_by is null or huiyin_is_me(decided_by))
      and (state <> 'overruled' or huiyin_has_role('leader', 'deputy-leader')))));
create policy review_wording_settled on review_wording as restrictive for update
  using (huiyin_is_service() or unit_code = huiyin_actor_unit())
  with check (huiyin_is_service() or huiyin_is_me(decided_by));

alter table review_publication enable row level security;
create policy review_publication_seen on review_publication
  using (exists (select from review_draft d where d.id = review_publication.draft_id));
create policy review_publication_recorded on review_publication as restrictive for insert
  with check (huiyin_is_service() or huiyin_is_me(recorded_by));
