-- Which version judges now is the one taken up last, not the one seen first: rules that are returned to were seen before.
alter table judgement_version add column taken_up_at timestamptz;
update judgement_version set taken_up_at = first_used_at;
alter table judgement_version alter column taken_up_at set not null;
grant update (taken_up_at) on judgement_version to huiyin_service;
