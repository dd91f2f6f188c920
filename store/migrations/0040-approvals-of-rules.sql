-- 0040: a new version of a regime, of 通知规则 or of the judge waited for its second person and nobody was told; whoever
-- had asked could not take it back, and what was decided stayed unread with everyone who had been told of the request.

-- Taken back by whoever asked, or by nobody: a request that waits is decided by another.
alter table rule_change drop constraint rule_change_state_check;
alter table rule_change add constraint rule_change_state_check
  check (state in ('pending', 'approved', 'refused', 'withdrawn'));
alter table rule_change drop constraint rule_change_second_person;
alter table rule_change add constraint rule_change_second_person
  check ((decided_by = requested_by) = (state = 'withdrawn'));

-- A change of the judge that nobody is going to switch on: taken back, or not adopted by who might switch it on.
alter table judgement_change
  add column set_aside_by uuid references account,
  add column set_aside_by_name text,
  add column set_aside_at timestamptz,
  add column set_aside_reason text check (length(set_aside_reason) between 2 and 500),
  add constraint judgement_change_set_aside_whole
    check (num_nulls(set_aside_by, set_aside_by_name, set_aside_at, set_aside_reason) in (0, 4));
grant update (set_aside_by, set_aside_by_name, set_aside_at, set_aside_reason) on judgement_change to huiyin_service;
drop policy judgement_change_replayed on judgement_change;
create policy judgement_change_replayed on judgement_change as restrictive for update
  using (huiyin_is_service() or huiyin_switches_judgement() or huiyin_is_me(proposed_by))
  with check (huiyin_is_service() or huiyin_is_me(set_aside_by));

-- What is decided is read: nobody need open it any more, and no message of it need leave the house.
create function huiyin_settle_cause(settled text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from notice_cause k where k.ref = settled and k.planned_at is null;
  update notice_recipient r set read_at = huiyin_now()
    from notice n where n.cause_ref = settled and r.notice_id = n.id and r.read_at is null;
  update notice_delivery d set state = 'withheld', answer = '申请已处理'
    from notice n where n.cause_ref = settled and d.notice_id = n.id and d.state = 'waiting';
end $$;

create function huiyin_cause_of_approval() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  case tg_table_name
    when 'rule_change' then
      perform huiyin_note_cause('rules:' || new.id,
        case new.kind when 'edit-notices' then 'approval-notices' else 'approval-regime' end, null, null, null,
        jsonb_build_object('actorId', new.requested_by, 'number', new.version));
    when 'judgement_change' then
      perform huiyin_note_cause('judgement:' || new.id, 'approval-judgement', null, null, null,
        jsonb_build_object('actorId', new.proposed_by, 'number', new.number, 'judgementChangeId', new.id));
  end case;
  return null;
end $$;

create function huiyin_settle_approval() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  case tg_table_name
    when 'rule_change' then perform huiyin_settle_cause('rules:' || new.id);
    when 'clock_change' then perform huiyin_settle_cause('clock:' || new.id);
    when 'wall_change' then perform huiyin_settle_cause('wall:' || new.id);
    when 'reveal_request' then perform huiyin_settle_cause('reveal:' || new.id);
    when 'judgement_change' then perform huiyin_settle_cause('judgement:' || new.id);
    -- Switching one on leaves those before it behind.
    when 'judgement_activation' then
      perform huiyin_settle_cause('judgement:' || c.id) from judgement_change c
        where c.scope = new.scope and c.number <= (select a.number from judgement_change a where a.id = new.change_id);
  end case;
  return null;
end $$;
revoke execute on function huiyin_settle_cause(text) from public;
revoke execute on function huiyin_cause_of_approval() from public;
revoke execute on function huiyin_settle_approval() from public;

create trigger rule_change_tells after insert on rule_change
  for each row execute function huiyin_cause_of_approval();
create trigger judgement_change_tells after update of replay on judgement_change for each row
  when (old.replay is null and new.replay is not null and new.problem is null and new.set_aside_at is null)
  execute function huiyin_cause_of_approval();

create trigger rule_change_settles after update of state on rule_change for each row
  when (old.state = 'pending' and new.state <> 'pending') execute function huiyin_settle_approval();
create trigger clock_change_settles after update of state on clock_change for each row
  when (old.state = 'pending' and new.state <> 'pending') execute function huiyin_settle_approval();
create trigger wall_change_settles after update of state on wall_change for each row
  when (old.state = 'pending' and new.state <> 'pending') execute function huiyin_settle_approval();
create trigger reveal_request_settles after update of decision on reveal_request for each row
  when (old.decision is null and new.decision is not null) execute function huiyin_settle_approval();
create trigger judgement_change_settles after update of set_aside_at on judgement_change for each row
  when (old.set_aside_at is null and new.set_aside_at is not null) execute function huiyin_settle_approval();
create trigger judgement_activation_settles after insert on judgement_activation for each row
  execute function huiyin_settle_approval();
