-- 0025: a policy that is misread is answered by interpreting it, and who drafted it interprets it (勺米 政策解读 第二条:
-- 谁起草、谁解读; 第五条: 政务公开办公室协调、督促). Such a task had to be written into the notes of the case, where it had no
-- unit, no limit and no proof. It is asked and answered as an instruction is, so it lies in the same list.

alter table case_instruction
  add column task text not null default 'instruction' check (task in ('instruction', 'interpretation')),
  add constraint case_instruction_interpretation_is_somebodys
    check (task <> 'interpretation' or (unit_code is not null and limit_at is not null));
create index case_instruction_interpretation_open on case_instruction (limit_at)
  where task = 'interpretation' and fed_back_at is null;

create trigger case_action_interpretation_tells after insert on case_action for each row
  when (new.action ->> 'kind' in ('interpretation-asked', 'interpreted'))
  execute function huiyin_cause_of_row();

-- That a suggestion was walled off, and that lifting it was asked and decided, the program kept from units and the
-- database did not.
create policy supervisor_step_of_walls_is_the_desks on supervisor_step as restrictive for select
  using (step ->> 'kind' not in ('walled', 'lift-asked', 'lift-decided') or huiyin_reads_content());
