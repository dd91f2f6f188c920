-- 0030: what was written down of a registered matter can be wrong: channel and received instant could never be put
-- right, so its clock ran from an instant that everybody knew was none. The old values stay in the case's history.
grant update (channel, start_at, late_reason) on registered_matter to huiyin_service;
