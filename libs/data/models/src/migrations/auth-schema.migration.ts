import type { MigrationInterface, QueryRunner } from 'typeorm';

const PEOPLE = `
create schema auth;

create table auth.user_account (
  id uuid primary key default uuidv7(),
  email text not null,
  email_verified boolean not null default false,
  name text not null,
  role text not null,
  active boolean not null default true,
  language text not null default 'en-ZA',
  preferences jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_login_at timestamptz,
  deactivated_at timestamptz
);
-- An address that somebody gave up may be used again by another person.
create unique index user_account_active_email on auth.user_account (lower(email)) where active;

create table auth.user_identity (
  issuer text not null,
  subject text not null,
  user_id uuid not null references auth.user_account (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (issuer, subject)
);
create index user_identity_of_user on auth.user_identity (user_id);

create table auth.session (
  id_hash bytea primary key,
  public_id uuid not null unique default uuidv7(),
  user_id uuid not null references auth.user_account (id) on delete cascade,
  csrf_secret bytea,
  amr text[] not null default '{}',
  acr text,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  idle_expires_at timestamptz not null,
  absolute_expires_at timestamptz not null,
  revoked_at timestamptz,
  address text,
  user_agent text
);
create index session_of_user on auth.session (user_id) where revoked_at is null;
create index session_by_expiry on auth.session (absolute_expires_at);

create table auth.login_state (
  state_hash bytea primary key,
  browser_hash bytea not null,
  nonce text not null,
  code_verifier text not null,
  strategy text not null,
  return_to text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index login_state_by_expiry on auth.login_state (expires_at);
`;

const OAUTH = `
create table auth.oauth_client (
  client_id text primary key,
  app_id text not null,
  app_name text not null,
  secret_hash bytea,
  role text,
  scopes text[] not null default '{}',
  metadata jsonb not null default '{}',
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  created_by text
);
create index oauth_client_of_app on auth.oauth_client (app_id);

create table auth.oidc_artifact (
  model text not null,
  id_hash bytea not null,
  payload jsonb not null,
  grant_id text,
  uid text,
  user_code text,
  account_id text,
  client_id text,
  consumed_at timestamptz,
  expires_at timestamptz,
  primary key (model, id_hash)
);
create index oidc_artifact_of_grant on auth.oidc_artifact (grant_id) where grant_id is not null;
create index oidc_artifact_by_uid on auth.oidc_artifact (uid) where uid is not null;
create index oidc_artifact_by_user_code on auth.oidc_artifact (user_code) where user_code is not null;
create index oidc_artifact_of_account on auth.oidc_artifact (account_id) where account_id is not null;
create index oidc_artifact_of_client on auth.oidc_artifact (client_id) where client_id is not null;
create index oidc_artifact_by_expiry on auth.oidc_artifact (expires_at);

create table auth.issued_token (
  jti text primary key,
  grant_id text,
  subject text not null,
  client_id text not null,
  audience text not null,
  session_id text,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index issued_token_of_grant on auth.issued_token (grant_id);
create index issued_token_of_subject on auth.issued_token (subject);
create index issued_token_of_client on auth.issued_token (client_id);
create index issued_token_of_session on auth.issued_token (session_id);
create index issued_token_by_expiry on auth.issued_token (expires_at);

-- No key to oauth_client: a client may be known by the address of its metadata document alone.
create table auth.consent (
  user_id uuid not null references auth.user_account (id) on delete cascade,
  client_id text not null,
  redirect_host text not null,
  resource text not null,
  scopes text[] not null default '{}',
  granted_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  primary key (user_id, client_id, redirect_host, resource)
);
`;

const KEYS = `
create table auth.signing_key (
  kid text primary key,
  state text not null check (state in ('next', 'active', 'retiring', 'retired')),
  public_jwk jsonb not null,
  private_key_sealed bytea not null,
  created_at timestamptz not null default now(),
  activated_at timestamptz,
  retires_at timestamptz
);

create table auth.setting (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now(),
  updated_by text
);

create trigger touch before update on auth.user_account
  for each row execute function public.touch_updated_at();
create trigger touch before update on auth.oauth_client
  for each row execute function public.touch_updated_at();
create trigger touch before update on auth.setting
  for each row execute function public.touch_updated_at();

grant usage on schema auth to caregate_auth;
grant select, insert, update, delete on all tables in schema auth to caregate_auth;
`;

/** Accounts, sessions, clients and keys: nobody but the authorization server reads a line of it. */
export class AuthSchema1795253720000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PEOPLE);
    await runner.query(OAUTH);
    await runner.query(KEYS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema auth cascade');
  }
}
