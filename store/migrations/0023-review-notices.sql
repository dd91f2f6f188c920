-- 0023: a text waited for a signature and nobody was told. Whose turn it is follows from the level; whoever already
-- sits at another level of the same text is not asked (no person on two levels).

create function huiyin_cause_of_review() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  file uuid;
begin
  if tg_table_name = 'review_wording' then
    if new.state = 'asked' and new.means = 'in-app' then
      select d.case_file_id into file from review_draft d where d.id = new.draft_id;
      perform huiyin_note_cause('wording:' || new.id, 'review-wording', null, file, null,
        jsonb_build_object('unitCode', new.unit_code, 'draftId', new.draft_id));
    end if;
    return null;
  end if;
  if new.level is not null then
    perform huiyin_note_cause('draft:' || new.id || ':' || new.version || ':' || new.level || ':' || new.touched_at,
      'review-waiting', null, new.case_file_id, null,
      jsonb_build_object('draftId', new.id, 'level', new.level, 'unitCode', new.unit_code,
        'apart', (select jsonb_agg(s.account_id) from review_seat s where s.draft_id = new.id and s.seat <> new.level)));
  elsif new.state in ('returned', 'approved') then
    perform huiyin_note_cause('draft:' || new.id || ':' || new.version || ':' || new.state || ':' || new.touched_at,
      'review-' || new.state, null, new.case_file_id, null,
      jsonb_build_object('draftId', new.id, 'authorId', new.author_id));
  end if;
  return null;
end $$;
revoke execute on function huiyin_cause_of_review() from public;

create trigger review_draft_tells after update of level, state on review_draft for each row
  when (new.level is distinct from old.level or new.state is distinct from old.state)
  execute function huiyin_cause_of_review();
create trigger review_wording_tells after insert on review_wording
  for each row execute function huiyin_cause_of_review();
