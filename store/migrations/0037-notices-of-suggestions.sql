-- 0037: a notice of a suggestion hung on no row that could hide it, so only the planner kept it from the accused. It now
-- names its suggestion, and whoever may not see that reads nothing of it (信访工作条例 第三十条).

alter table notice add column suggestion_id uuid references supervisor_suggestion on delete cascade;

create function huiyin_suggestion_of(cause_ref text) returns uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  select case split_part(cause_ref, ':', 1)
    when 'suggestion' then
      (select s.suggestion_id from supervisor_step s where s.id = split_part(cause_ref, ':', 2)::bigint)
    when 'suggestion-late' then split_part(cause_ref, ':', 2)::uuid
  end
$$;
create function huiyin_name_suggestion() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.suggestion_id := huiyin_suggestion_of(new.cause_ref);
  return new;
end $$;
revoke execute on function huiyin_suggestion_of(text) from public;
revoke execute on function huiyin_name_suggestion() from public;
create trigger notice_names_suggestion before insert on notice
  for each row execute function huiyin_name_suggestion();
update notice set suggestion_id = huiyin_suggestion_of(cause_ref) where cause_ref like 'suggestion%';

alter policy notice_seen on notice using (
  (huiyin_is_service() or huiyin_told_me(id) or (huiyin_reads_content() and huiyin_actor_unit() = ''))
  and (event_id is null or exists (select from opinion_event e where e.id = event_id))
  and (case_file_id is null or exists (select from case_file c where c.id = case_file_id))
  and (suggestion_id is null or exists (select from supervisor_suggestion s where s.id = suggestion_id))
);
