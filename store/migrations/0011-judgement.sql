-- 0011: the judge learns. Officers' corrections were kept and never used; now a change of rules or of weights is
-- proposed, replayed on what is known to be right, switched on by a second person, and can be taken back. Which
-- version judged is kept with its measured accuracy, so that an old judgement can still be explained.

create table judgement_change (
  id uuid primary key default gen_random_uuid(),
  number bigint generated always as identity unique,
  scope text not null check (scope in ('rules', 'weights')),
  note text not null check (length(note) between 2 and 500),
  -- rules: the files that differ from what was shipped, whole
  files jsonb,
  -- weights: the bytes of the task's file, and how many corrections taught them
  weights bytea,
  taught_by integer,
  learned_from text[] not null default '{}',
  -- what it would have done, or why that could not be found out
  replay jsonb,
  problem text,
  proposed_by uuid not null references account,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  check ((scope = 'rules') = (files is not null))
);

-- Switching is appended, never changed: the last row of a scope is in force; without a change it is what was shipped.
create table judgement_activation (
  id bigint generated always as identity primary key,
  scope text not null check (scope in ('rules', 'weights')),
  change_id uuid references judgement_change,
  reason text not null check (length(reason) between 2 and 500),
  switched_by uuid not null references account,
  switched_by_name text not null,
  switched_at timestamptz not null
);
create index judgement_activation_by_scope on judgement_activation (scope, id desc);

-- Every version that judged here, with the cards it came with.
create table judgement_version (
  version text primary key,
  first_used_at timestamptz not null,
  cards jsonb not null
);

-- What people decided, newest first: the labelled rows.
create index opinion_event_decided on opinion_event (coalesce(decided_at, last_item_at) desc, id)
  where decided is not null or state = 'accepted';

grant select, insert on judgement_change, judgement_activation, judgement_version to huiyin_service;
grant update (weights, taught_by, learned_from, replay, problem) on judgement_change to huiyin_service;
grant update (first_used_at, cards) on judgement_version to huiyin_service;

create function huiyin_switches_judgement() returns boolean language sql stable
  return huiyin_has_role('leader', 'deputy-leader', 'office');

alter table judgement_change enable row level security;
create policy judgement_change_seen on judgement_change
  using (huiyin_is_service() or (huiyin_reads_content() and huiyin_actor_unit() = ''));
create policy judgement_change_proposed on judgement_change as restrictive for insert
  with check (huiyin_writes_content() and huiyin_is_me(proposed_by));
create policy judgement_change_replayed on judgement_change as restrictive for update using (huiyin_is_service());
alter table judgement_activation enable row level security;
create policy judgement_activation_seen on judgement_activation
  using (huiyin_is_service() or huiyin_reads_content());
create policy judgement_activation_switched on judgement_activation as restrictive for insert
  with check (huiyin_switches_judgement() and huiyin_is_me(switched_by)
    and not exists (select from judgement_change c where c.id = change_id and huiyin_is_me(c.proposed_by)));
alter table judgement_version enable row level security;
create policy judgement_version_seen on judgement_version for select using (huiyin_actor_kind() <> '');
create policy judgement_version_kept on judgement_version using (huiyin_is_service());
