-- 0024: every report, letter and signing sheet printed 公开属性：不公开, whatever it was, because nobody could say. The
-- attribute is fixed while a document is made, checked by whoever signs it, and a document without one goes back
-- (勺米 公文公开属性源头认定 第三、四条).

alter table review_draft
  add column disclosure text check (disclosure in ('public', 'on-request', 'withheld')),
  add column disclosure_reason text check (length(disclosure_reason) between 2 and 200),
  add constraint review_draft_withheld_for_a_reason check (disclosure <> 'withheld' or disclosure_reason is not null);
-- Reports that passed before today keep their silence.
alter table review_draft add constraint review_draft_report_is_marked
  check (kind <> 'special-report' or state not in ('approved', 'published') or disclosure is not null) not valid;

-- That it was marked is a step of its course.
alter table review_step drop constraint review_step_step_check,
  add constraint review_step_step_check
    check (step in ('marked', 'submitted', 'passed', 'returned', 'withdrawn', 'published'));
