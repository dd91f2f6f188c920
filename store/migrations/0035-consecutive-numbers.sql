-- 0035: a case file and a suggestion are cited by their number in letters and reports, so no number may be missing. An
-- identity counts what was refused too: whoever was told to tick a box first found case 4 after case 1.

create table register_number (
  register text primary key,
  last bigint not null
);
insert into register_number
  select 'case-file', coalesce(max(number), 0) from case_file
  union all select 'supervisor-suggestion', coalesce(max(number), 0) from supervisor_suggestion;

-- The next number of a register, given back when the transaction fails; others wait for it to end.
create function huiyin_next_number(of text) returns bigint
  language sql volatile security definer set search_path = public, pg_temp as $$
  update register_number set last = last + 1 where register = of returning last
$$;

alter table case_file alter column number drop identity;
alter table case_file alter column number set default huiyin_next_number('case-file');
alter table supervisor_suggestion alter column number drop identity;
alter table supervisor_suggestion alter column number set default huiyin_next_number('supervisor-suggestion');

revoke execute on function huiyin_next_number(text) from public;
grant execute on function huiyin_next_number(text) to huiyin_service;
