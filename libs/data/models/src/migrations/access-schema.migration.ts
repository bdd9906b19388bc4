import type { MigrationInterface, QueryRunner } from 'typeorm';

const RELATION = `
create schema access;

create table access.relation (
  id uuid primary key default uuidv7(),
  subject text not null,
  patient_id uuid,
  kind text not null check (kind in ('self', 'assignment', 'family', 'grant', 'break-glass', 'organisation')),
  reason text,
  granted_by text not null,
  valid_from timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  constraint relation_only_organisation_reaches_all check ((kind = 'organisation') = (patient_id is null)),
  constraint relation_ends_after_it_begins check (expires_at > valid_from),
  constraint relation_break_glass_ends_and_has_a_reason
    check (kind <> 'break-glass' or (expires_at is not null and reason is not null))
);
create index relation_of_subject on access.relation (subject) where revoked_at is null;
create index relation_of_patient on access.relation (patient_id) where revoked_at is null;
`;

/**
 * A reader that has seen number n never looks below n again, so a number must not become visible after a higher one.
 * The lock is taken before the statement, for by the time a row trigger runs the row already has its number.
 */
const REVOCATION = `
create table access.revocation (
  seq bigint generated always as identity primary key,
  kind text not null check (kind in ('token', 'grant', 'session', 'subject', 'client')),
  value text not null,
  not_before timestamptz not null default now(),
  revoked_at timestamptz not null default now(),
  expires_at timestamptz not null,
  reason text
);
create index revocation_by_expiry on access.revocation (expires_at);

create function access.serialize_revocations() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('access.revocation', 0));
  return null;
end $$;
create trigger serialize before insert on access.revocation
  for each statement execute function access.serialize_revocations();
`;

const GRANTS = `
grant usage on schema access to caregate_auth, caregate_ehr;
grant select on access.relation, access.revocation to caregate_auth, caregate_ehr;
grant insert, update, delete on access.relation to caregate_auth;
grant insert, delete on access.revocation to caregate_auth;
`;

/** Who may see whom, and what has been revoked: written by the authorization server, read by every app. */
export class AccessSchema1795253710000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RELATION);
    await runner.query(REVOCATION);
    await runner.query(GRANTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema access cascade');
  }
}
