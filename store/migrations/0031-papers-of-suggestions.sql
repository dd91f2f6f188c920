-- 0031: a suggestion of a 监督员 comes with photographs and is answered with papers, which could hang on cases only: the
-- one table of sealed papers takes both. Who asked to lift the wall around a suggestion heard nothing of the answer,
-- and who is to give it nothing of the question.

alter table case_attachment rename to attachment;
alter index case_attachment_by_case rename to attachment_by_case;
alter table attachment alter column case_file_id drop not null;
alter table attachment add column suggestion_id uuid references supervisor_suggestion on delete cascade;
alter table attachment add constraint attachment_of_one check (num_nonnulls(case_file_id, suggestion_id) = 1);
create index attachment_by_suggestion on attachment (suggestion_id, added_at, id) where suggestion_id is not null;

-- Whoever may not see the case or the suggestion sees none of its papers.
drop policy case_attachment_seen on attachment;
create policy attachment_seen on attachment using (
  case when suggestion_id is null
    then exists (select from case_file c where c.id = attachment.case_file_id)
    else exists (select from supervisor_suggestion s where s.id = attachment.suggestion_id) end
  and (audience is null or huiyin_reads_content() or huiyin_actor_unit() = any (audience))
);
alter policy case_attachment_added on attachment rename to attachment_added;
alter policy case_attachment_changed on attachment rename to attachment_changed;
alter policy case_attachment_cleared on attachment rename to attachment_cleared;

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
      'askerId', asker, 'accusedUnits', to_jsonb(subject.accused_units)));
  return null;
end $$;
drop trigger supervisor_step_tells on supervisor_step;
create trigger supervisor_step_tells after insert on supervisor_step for each row
  when (new.step ->> 'kind' in ('handed-on', 'answered', 'walled', 'lift-asked', 'lift-decided'))
  execute function huiyin_cause_of_suggestion();
