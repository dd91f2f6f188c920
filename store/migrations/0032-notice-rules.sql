-- 0032: who is told of what was a file nobody could change without the machine; a county sets it by two people, as it sets its regimes.
alter table rule_change drop constraint rule_change_kind_check;
alter table rule_change add constraint rule_change_kind_check
  check (kind in ('edit-regime', 'choose-regimes', 'edit-notices'));
