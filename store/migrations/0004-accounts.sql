-- 0004: accounts as inspectors and attackers look at them. Sessions can be seen and ended, passwords have an age and
-- a history, privileged people sign in with a second factor, programs get tokens of one purpose, and 三员分立 is
-- checked by the database itself, so that no way past the API appoints an administrator who reads or audits.

alter table account
  add column password_set_at timestamptz,
  -- an administrator asked for a new password: until it is set the account can do nothing else
  add column must_change_password boolean not null default false,
  add column notices_seen_at timestamptz;
update account set password_set_at = now() where password_hash is not null;

-- Earlier passwords, so that they do not come back; as hashes, like the current one.
create table password_history (
  account_id uuid not null references account on delete cascade,
  password_hash text not null,
  set_at timestamptz not null,
  primary key (account_id, set_at)
);

-- What the owner of an account recognises a session by.
alter table session
  add column id uuid not null default gen_random_uuid() unique,
  add column address text not null default '',
  add column device text not null default '',
  add column means text not null default 'password' check (means in ('password', 'link', 'oidc'));
create index session_by_account on session (account_id);

alter table sign_in_failure add column address text not null default '';
create index sign_in_failure_by_address on sign_in_failure (address, failed_at desc);

-- TOTP (RFC 6238). The secret is sealed with a key that is not in the database; `last_step` is the newest time step
-- used, and no code of it or of an earlier step is taken again.
create table second_factor (
  account_id uuid primary key references account on delete cascade,
  sealed_secret text not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0
);

create table recovery_code (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references account on delete cascade,
  code_hash text not null,
  used_at timestamptz
);
create index recovery_code_by_account on recovery_code (account_id);

-- What was done to an account by someone else. Appended only: whoever gets in by an administrator's doing cannot
-- remove the trace of it (no update or delete is granted below).
create table account_notice (
  id bigint generated always as identity primary key,
  account_id uuid not null references account on delete cascade,
  noted_at timestamptz not null,
  words text not null
);
create index account_notice_by_account on account_notice (account_id, noted_at desc);

-- A token of another program: one purpose, an end, and a hash instead of itself.
create table api_token (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  token_hash text not null unique,
  scopes text[] not null check (cardinality(scopes) > 0),
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  last_used_at timestamptz,
  last_used_from text,
  revoked_at timestamptz
);

alter table display_link add column seen_at timestamptz;

grant select, insert, delete on password_history to huiyin_service;
grant select, insert, update, delete on second_factor, recovery_code to huiyin_service;
grant select, insert on account_notice to huiyin_service;
grant select, insert, update on api_token to huiyin_service;

-- An account is disabled, never deleted: what it did keeps its name.
revoke delete on account from huiyin_service;

-- The same rule as domain/separation-of-duties. Only a demonstration joins administration and duty.
create function huiyin_roles_parted(roles text[], demonstration boolean) returns boolean language sql immutable
  return cardinality(roles) > 0
    and not 'display' = any (roles)
    and (cardinality(roles) = 1
      or not roles && array['administrator', 'auditor', 'unit']
      or (demonstration and cardinality(roles) = 2 and roles @> array['administrator', 'duty-officer']));

create function huiyin_is_demonstration() returns boolean language sql stable security definer
  set search_path = public, pg_temp
  return coalesce((select demonstration from jurisdiction), true);

create function huiyin_check_appointment() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if not huiyin_roles_parted(new.roles, huiyin_is_demonstration()) then
    raise exception '三员分立：系统管理员、审计员、承办单位账号不得兼任其他角色' using errcode = 'check_violation';
  end if;
  if tg_op = 'UPDATE' and new.roles is distinct from old.roles
    and old.id::text = current_setting('huiyin.user_id', true) then
    raise exception '不能更改自己的角色' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger account_appointment before insert or update of roles on account
  for each row execute function huiyin_check_appointment();

-- Checked when the work is done: in between, the last one may have been replaced.
create function huiyin_keep_administrator() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if not exists (select from account where disabled_at is null and 'administrator' = any (roles)) then
    raise exception '必须保留至少一个可用的系统管理员账号' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger account_keeps_administrator after update of roles, disabled_at or delete on account
  deferrable initially deferred for each row
  when (old.disabled_at is null and 'administrator' = any (old.roles))
  execute function huiyin_keep_administrator();

-- When a demonstration ends nobody may be left who administers and reads.
create function huiyin_check_all_appointments() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if exists (select from account where disabled_at is null
    and not huiyin_roles_parted(roles, huiyin_is_demonstration())) then
    raise exception '三员分立：仍有账号兼任系统管理员与其他角色' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger jurisdiction_appointments after insert or update on jurisdiction
  deferrable initially deferred for each row execute function huiyin_check_all_appointments();
