-- 0041: whoever asked for what a second person decides was never told of the decision: an extension refused in the
-- morning was found out when its clock had run over. The statement that decides writes that down as a fact for the asker,
-- by codes only; the reason stays where it was written, and is joined by whoever may read it there.

create function huiyin_note_decision(ref text, decision jsonb, detail jsonb, event uuid, file uuid) returns void
  language sql security definer set search_path = public, pg_temp as $$
  select huiyin_note_cause('decided:' || ref, 'request-decided', event, file, null,
    detail || jsonb_build_object('decision', decision))
$$;

create function huiyin_cause_of_decision() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  subject record;
begin
  case tg_table_name
    when 'rule_change' then
      perform huiyin_note_decision('rules:' || new.id,
        jsonb_build_object('of', 'rules', 'kind', new.kind, 'outcome', new.state),
        jsonb_build_object('askerId', new.requested_by, 'actorId', new.decided_by, 'number', new.version), null, null);
    when 'clock_change' then
      perform huiyin_note_decision('clock:' || new.id,
        jsonb_build_object('of', 'clock', 'kind', new.kind, 'outcome', new.state),
        jsonb_build_object('askerId', new.requested_by, 'actorId', new.decided_by), null, new.case_file_id);
    when 'wall_change' then
      perform huiyin_note_decision('wall:' || new.id,
        jsonb_build_object('of', 'wall', 'kind', new.direction, 'outcome', new.state),
        jsonb_build_object('askerId', new.requested_by, 'actorId', new.decided_by), new.event_id, null);
    when 'reveal_request' then
      select i.event_id into subject from item i where i.id = new.item_id;
      perform huiyin_note_decision('reveal:' || new.id,
        jsonb_build_object('of', 'reveal', 'outcome', new.decision),
        jsonb_build_object('askerId', new.requested_by, 'actorId', new.decided_by), subject.event_id, null);
    when 'judgement_change' then
      perform huiyin_note_decision('judgement:' || new.id,
        jsonb_build_object('of', 'judgement', 'outcome', 'set-aside'),
        jsonb_build_object('askerId', new.proposed_by, 'actorId', new.set_aside_by, 'number', new.number,
          'judgementChangeId', new.id), null, null);
    when 'judgement_activation' then
      -- Those before it that waited are left behind; is one of them switched on later, that is told by itself.
      perform huiyin_note_decision(
          case when c.id = new.change_id then 'judgement:' || c.id else 'judgement-left:' || c.id end,
          jsonb_build_object('of', 'judgement',
            'outcome', case when c.id = new.change_id then 'switched-on' else 'left-behind' end),
          jsonb_build_object('askerId', c.proposed_by, 'actorId', new.switched_by, 'number', c.number,
            'judgementChangeId', c.id), null, null)
        from judgement_change c
        where c.id = new.change_id
          or (c.scope = new.scope and c.number < (select a.number from judgement_change a where a.id = new.change_id)
            and c.replay is not null and c.problem is null and c.set_aside_at is null
            and not exists (select from judgement_activation a where a.change_id = c.id));
  end case;
  return null;
end $$;
revoke execute on function huiyin_note_decision(text, jsonb, jsonb, uuid, uuid) from public;
revoke execute on function huiyin_cause_of_decision() from public;

-- What its asker took back himself is no news to him.
create trigger rule_change_answers after update of state on rule_change for each row
  when (old.state = 'pending' and new.state in ('approved', 'refused')) execute function huiyin_cause_of_decision();
create trigger clock_change_answers after update of state on clock_change for each row
  when (old.state = 'pending' and new.state in ('approved', 'refused')) execute function huiyin_cause_of_decision();
create trigger wall_change_answers after update of state on wall_change for each row
  when (old.state = 'pending' and new.state in ('approved', 'refused')) execute function huiyin_cause_of_decision();
create trigger reveal_request_answers after update of decision on reveal_request for each row
  when (old.decision is null and new.decision is not null) execute function huiyin_cause_of_decision();
create trigger judgement_change_answers after update of set_aside_at on judgement_change for each row
  when (old.set_aside_at is null and new.set_aside_at is not null and new.set_aside_by <> new.proposed_by)
  execute function huiyin_cause_of_decision();
create trigger judgement_activation_answers after insert on judgement_activation for each row
  when (new.change_id is not null) execute function huiyin_cause_of_decision();

-- The lift of a wall around a suggestion was told as decided, but not how.
create or replace function huiyin_cause_of_suggestion() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  subject record;
  asker uuid;
begin
  select id, number, accused_units into subject from supervisor_suggestion where id = new.suggestion_id;
  if new.step ->> 'kind' = 'walled' then
    delete from notice_cause where planned_at is null
      and (ref in (select 'suggestion:' || s.id from supervisor_step s where s.suggestion_id = subject.id)
        or ref like 'suggestion-late:' || subject.id || ':%');
    delete from notice
      where cause_ref in (select 'suggestion:' || s.id from supervisor_step s where s.suggestion_id = subject.id)
        or cause_ref like 'suggestion-late:' || subject.id || ':%';
    return null;
  end if;
  -- A lift names the unit it is about, which is told nothing of it; who asked for it is told how it was decided.
  if new.step ->> 'kind' = 'lift-decided' then
    select s.actor_id into asker from supervisor_step s
      where s.suggestion_id = subject.id and s.step ->> 'kind' = 'lift-asked'
        and s.step ->> 'unitCode' = new.step ->> 'unitCode'
      order by s.id desc limit 1;
  end if;
  perform huiyin_note_cause('suggestion:' || new.id, 'suggestion-' || (new.step ->> 'kind'), null, null, null,
    jsonb_build_object('actorId', new.actor_id, 'number', subject.number, 'limitOn', new.step -> 'limitOn',
      'unitCode', case when new.step ->> 'kind' like 'lift-%' then null else new.step -> 'unitCode' end,
      'askerId', asker, 'accusedUnits', to_jsonb(subject.accused_units),
      'decision', case when new.step ->> 'kind' = 'lift-decided' then jsonb_build_object('of', 'suggestion', 'outcome',
        case when (new.step ->> 'approve')::boolean then 'approved' else 'refused' end) end));
  return null;
end $$;
