-- 0014: the product tells people. Until now whoever did not look at a page did not know: a grave event at night, a case
-- handed over, a clock that runs out. Now a fact that somebody must be told of is written down by the statement that
-- makes it one, in its transaction, whatever program runs it; who is told, and by which way out, follows from it.

-- The store's clock of this transaction, so that what a trigger writes bears the same instant as what caused it.
create function huiyin_now() returns timestamptz language sql stable
  return coalesce(nullif(current_setting('huiyin.now', true), '')::timestamptz, now());

-- The outbox: facts, by ids and codes only. `ref` names the fact: told of twice, it is one row.
create table notice_cause (
  id bigint generated always as identity primary key,
  ref text not null unique,
  kind text not null,
  event_id uuid references opinion_event on delete cascade,
  case_file_id uuid references case_file on delete cascade,
  source_id text references source on delete cascade,
  -- whom it is addressed to, which clock, until when
  detail jsonb not null default '{}',
  caused_at timestamptz not null,
  planned_at timestamptz
);
create index notice_cause_waits on notice_cause (id) where planned_at is null;
create index notice_cause_planned on notice_cause (planned_at) where planned_at is not null;

create function huiyin_note_cause(
  ref text, kind text, event uuid, file uuid, origin text, detail jsonb
) returns void language sql security definer set search_path = public, pg_temp as $$
  insert into notice_cause (ref, kind, event_id, case_file_id, source_id, detail, caused_at)
  values (ref, kind, event, file, origin, jsonb_strip_nulls(detail), huiyin_now())
  on conflict do nothing
$$;

create function huiyin_cause_of_row() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  subject record;
begin
  case tg_table_name
    when 'opinion_event' then
      -- Found, or raised to a graver one; what was graver before is no news.
      if tg_op = 'INSERT' or new.grade < old.grade then
        perform huiyin_note_cause('event:' || new.id || ':' || new.grade, 'event-found', new.id, null, null, '{}');
      end if;
    when 'case_action' then
      perform huiyin_note_cause('action:' || new.id, 'case-' || (new.action ->> 'kind'), null, new.case_file_id, null,
        jsonb_build_object('actionId', new.id, 'actorId', new.actor_id, 'unitCode', new.action -> 'unitCode',
          'unitCodes', new.action -> 'unitCodes', 'limitAt', new.action -> 'limitAt', 'to', new.action -> 'to'));
    when 'deadline_warning' then
      perform huiyin_note_cause('warning:' || new.id, 'warning-' || new.stage, null, new.case_file_id, null,
        jsonb_build_object('timerCode', new.code, 'limitAt', new.due_at));
    when 'event_alarm' then
      perform huiyin_note_cause('spike:' || new.id, 'event-spike', new.event_id, null, null, '{}');
    when 'source_alarm' then
      perform huiyin_note_cause('source:' || new.id, 'source-blind', null, null, new.source_id,
        jsonb_build_object('fault', new.fault, 'key', new.is_key));
    when 'clock_change' then
      perform huiyin_note_cause('clock:' || new.id, 'approval-clock', null, new.case_file_id, null,
        jsonb_build_object('actorId', new.requested_by, 'request', new.kind));
    when 'wall_change' then
      perform huiyin_note_cause('wall:' || new.id, 'approval-wall', new.event_id, null, null,
        jsonb_build_object('actorId', new.requested_by));
    when 'reveal_request' then
      select i.event_id into subject from item i where i.id = new.item_id;
      perform huiyin_note_cause('reveal:' || new.id, 'approval-reveal', subject.event_id, null, null,
        jsonb_build_object('actorId', new.requested_by));
  end case;
  return null;
end $$;
revoke execute on function huiyin_note_cause(text, text, uuid, uuid, text, jsonb) from public;
revoke execute on function huiyin_cause_of_row() from public;

create trigger opinion_event_tells after insert or update of proposed, decided on opinion_event
  for each row execute function huiyin_cause_of_row();
create trigger case_action_tells after insert on case_action for each row
  when (new.action ->> 'kind' in ('dispatched', 'assisted', 'returned', 'arbitrated', 'supervised', 'escalated',
    'responded', 'contributed', 'instructed', 'fed-back', 'measured'))
  execute function huiyin_cause_of_row();
create trigger deadline_warning_tells after insert on deadline_warning
  for each row execute function huiyin_cause_of_row();
create trigger event_alarm_tells after insert on event_alarm for each row execute function huiyin_cause_of_row();
create trigger source_alarm_tells after insert on source_alarm for each row execute function huiyin_cause_of_row();
create trigger clock_change_tells after insert on clock_change for each row execute function huiyin_cause_of_row();
create trigger wall_change_tells after insert on wall_change for each row execute function huiyin_cause_of_row();
create trigger reveal_request_tells after insert on reveal_request
  for each row execute function huiyin_cause_of_row();

-- 渠道: a way out of the house, for one audience. What opens it (address with key, signing secret, password) is sealed
-- with a key that is not in the database.
create table notice_channel (
  id uuid primary key default gen_random_uuid(),
  name text not null unique check (length(name) between 1 and 40),
  kind text not null check (kind in ('email', 'wecom', 'dingtalk', 'feishu', 'webhook')),
  audience text not null check (audience in ('duty', 'deputy-leader', 'leader', 'unit', 'people')),
  unit_code text references responsible_unit on delete cascade,
  -- where it leads, fit to show: a host name
  shown text not null,
  sealed text not null,
  enabled boolean not null default true,
  created_by text not null,
  created_at timestamptz not null,
  failing_since timestamptz,
  last_answer text,
  last_tried_at timestamptz,
  check ((audience = 'unit') = (unit_code is not null)),
  check ((kind = 'email') = (audience = 'people'))
);

create table notice_contact (
  account_id uuid primary key references account on delete cascade,
  email text not null check (length(email) between 5 and 200),
  by_email boolean not null
);

-- One thing told. No word of content: number, grade, clock and limit; the title is joined by whoever may read it.
create table notice (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  cause_ref text not null unique,
  kind text not null,
  grade text check (grade in ('I', 'II', 'III', 'IV')),
  event_id uuid references opinion_event on delete cascade,
  case_file_id uuid references case_file on delete cascade,
  source_id text references source on delete cascade,
  words text not null,
  path text not null,
  urgent boolean not null,
  created_at timestamptz not null,
  climbs boolean not null,
  step integer not null default 0,
  -- when the next one up is told, unless somebody knows of it by then
  next_step_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid references account,
  acknowledged_by_name text
);
create index notice_climbs on notice (next_step_at) where next_step_at is not null;
create index notice_of_event on notice (event_id) where event_id is not null;
create index notice_of_case on notice (case_file_id) where case_file_id is not null;
create index notice_old on notice (created_at);

create table notice_recipient (
  notice_id uuid not null references notice on delete cascade,
  account_id uuid not null references account on delete cascade,
  step integer not null,
  told_at timestamptz not null,
  read_at timestamptz,
  primary key (notice_id, account_id)
);
create index notice_recipient_newest on notice_recipient (account_id, told_at desc, notice_id desc);
create index notice_recipient_unread on notice_recipient (account_id) where read_at is null;

-- Each rung of the ladder that was climbed, with who stood there; appended, never changed.
create table notice_step (
  notice_id uuid not null references notice on delete cascade,
  step integer not null,
  audience text not null,
  taken_at timestamptz not null,
  told text[] not null,
  -- why nobody of the rung could be told, or who stood in
  remark text,
  primary key (notice_id, step)
);

-- One row a notice, channel and person: the second net against telling twice.
create table notice_delivery (
  id bigint generated always as identity primary key,
  notice_id uuid not null references notice on delete cascade,
  channel_id uuid not null references notice_channel on delete cascade,
  account_id uuid references account on delete cascade,
  mode text not null check (mode in ('at-once', 'digest')),
  state text not null default 'waiting'
    check (state in ('waiting', 'sending', 'sent', 'failed', 'uncertain', 'withheld')),
  due_at timestamptz not null,
  attempts integer not null default 0,
  -- the message it goes out in, the same at every try: a receiver that keeps it drops a repeat
  message_id uuid,
  claimed_until timestamptz,
  answer text,
  sent_at timestamptz
);
create unique index notice_delivery_once on notice_delivery (notice_id, channel_id, account_id) nulls not distinct;
create index notice_delivery_due on notice_delivery (due_at) where state = 'waiting';
create index notice_delivery_claimed on notice_delivery (claimed_until) where state = 'sending';
create index notice_delivery_failed on notice_delivery (id desc) where state in ('failed', 'uncertain');

-- 排班 and 交接班.
create table duty_shift (
  id uuid primary key default gen_random_uuid(),
  post text not null check (post in ('duty', 'deputy-leader', 'leader')),
  account_id uuid not null references account on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  entered_by text not null,
  entered_at timestamptz not null,
  unique (post, account_id, starts_at)
);
create index duty_shift_running on duty_shift (ends_at, starts_at);

create table duty_handover (
  id uuid primary key default gen_random_uuid(),
  shift_id uuid not null references duty_shift on delete cascade,
  note text not null check (length(note) between 2 and 4000),
  handed_by uuid not null references account,
  handed_by_name text not null,
  handed_at timestamptz not null,
  taken_by uuid references account,
  taken_by_name text,
  taken_at timestamptz,
  constraint duty_handover_second_person check (taken_by <> handed_by)
);
create index duty_handover_recent on duty_handover (handed_at desc, id desc);

grant select, insert, update, delete on
  notice_cause, notice_channel, notice_contact, notice, notice_recipient, notice_delivery, duty_shift to huiyin_service;
grant select, insert on notice_step, duty_handover to huiyin_service;
grant update (taken_by, taken_by_name, taken_at) on duty_handover to huiyin_service;

-- Whether I was told; the definer looks past the policy that asks this very question.
create function huiyin_told_me(notice uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from notice_recipient r where r.notice_id = notice and huiyin_is_me(r.account_id))
$$;
revoke execute on function huiyin_told_me(uuid) from public;
grant execute on function huiyin_told_me(uuid) to huiyin_service;

alter table notice_cause enable row level security;
create policy notice_cause_kept on notice_cause using (huiyin_is_service());

-- A notice is read by whom it was told, and by the desk, as long as he may see what it speaks of: a wall raised
-- afterwards hides what was told before (信访工作条例 第三十条).
alter table notice enable row level security;
create policy notice_seen on notice using (
  (huiyin_is_service() or huiyin_told_me(id) or (huiyin_reads_content() and huiyin_actor_unit() = ''))
  and (event_id is null or exists (select from opinion_event e where e.id = event_id))
  and (case_file_id is null or exists (select from case_file c where c.id = case_file_id))
);
create policy notice_made on notice as restrictive for insert with check (huiyin_is_service());
create policy notice_changed on notice as restrictive for update using (huiyin_is_service() or huiyin_told_me(id));
create policy notice_removed on notice as restrictive for delete using (huiyin_is_service());

alter table notice_recipient enable row level security;
create policy notice_recipient_seen on notice_recipient using (
  exists (select from notice n where n.id = notice_id)
  and (huiyin_is_service() or huiyin_is_me(account_id) or (huiyin_reads_content() and huiyin_actor_unit() = '')));
create policy notice_recipient_made on notice_recipient as restrictive for insert with check (huiyin_is_service());
create policy notice_recipient_read on notice_recipient as restrictive for update
  using (huiyin_is_service() or huiyin_is_me(account_id));
create policy notice_recipient_removed on notice_recipient as restrictive for delete using (huiyin_is_service());

alter table notice_step enable row level security;
create policy notice_step_seen on notice_step using (
  huiyin_is_service() or (huiyin_reads_content() and exists (select from notice n where n.id = notice_id)));
create policy notice_step_taken on notice_step as restrictive for insert with check (huiyin_is_service());

-- The administrator sees that a way out is broken and what it answered; what was told is the notice's, which he cannot
-- read.
alter table notice_delivery enable row level security;
create policy notice_delivery_seen on notice_delivery using (
  huiyin_is_service() or huiyin_has_role('administrator')
  or (huiyin_reads_content() and exists (select from notice n where n.id = notice_id)));
create policy notice_delivery_made on notice_delivery as restrictive for insert with check (huiyin_is_service());
create policy notice_delivery_changed on notice_delivery as restrictive for update
  using (huiyin_is_service() or huiyin_has_role('administrator'));
create policy notice_delivery_removed on notice_delivery as restrictive for delete using (huiyin_is_service());

alter table notice_channel enable row level security;
create policy notice_channel_kept on notice_channel using (huiyin_is_service() or huiyin_has_role('administrator'));
create policy notice_channel_seen on notice_channel for select using (huiyin_reads_content());

alter table notice_contact enable row level security;
create policy notice_contact_kept on notice_contact using (huiyin_is_service() or huiyin_is_me(account_id));

-- Who is on duty is no secret to whoever works here; what one shift tells the next may speak of anything.
alter table duty_shift enable row level security;
create policy duty_shift_seen on duty_shift for select using (huiyin_actor_kind() in ('service', 'user'));
create policy duty_shift_kept on duty_shift using (huiyin_is_service() or huiyin_writes_content());
alter table duty_handover enable row level security;
create policy duty_handover_seen on duty_handover using (
  huiyin_is_service() or (huiyin_reads_content() and huiyin_actor_unit() = ''));
create policy duty_handover_given on duty_handover as restrictive for insert
  with check (huiyin_is_service() or huiyin_is_me(handed_by));
create policy duty_handover_taken on duty_handover as restrictive for update
  using (huiyin_is_service() or huiyin_reads_content());

-- The name of a colleague on the roster; accounts themselves are the administrator's.
create function huiyin_account_name(account uuid) returns text
  language sql stable security definer set search_path = public, pg_temp as $$
  select display_name from account a where a.id = huiyin_account_name.account and huiyin_actor_kind() in ('service', 'user')
$$;
revoke execute on function huiyin_account_name(uuid) from public;
grant execute on function huiyin_account_name(uuid) to huiyin_service;
