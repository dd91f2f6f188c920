-- 0027: a county may take clocks of other documents besides its own from the day it begins, not only by a later change.
alter table jurisdiction add column adopted_regimes text[] not null default '{}';
