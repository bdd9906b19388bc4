import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rows of before stay, for what was seen because of them must stay explainable; but whatever of them does not keep to the
 * rules is ended, and the rules hold for every row that is written from now on.
 */
const BOUNDS = `
update access.relation set revoked_at = now()
 where kind = 'break-glass' and revoked_at is null
   and (expires_at > valid_from + interval '60 minutes' or length(btrim(reason)) not between 10 and 500);
alter table access.relation
  add constraint relation_break_glass_is_short
    check (kind <> 'break-glass' or expires_at <= valid_from + interval '60 minutes') not valid,
  add constraint relation_break_glass_says_why
    check (kind <> 'break-glass' or length(btrim(reason)) between 10 and 500) not valid,
  add constraint relation_is_of_its_subject unique (id, subject);
create index relation_by_broken_glass on access.relation (valid_from) where kind = 'break-glass';
`;

/** Written once by a second person, and never changed: whom it is about is the relation's own subject. */
const REVIEW = `
create table access.glass_review (
  relation_id uuid primary key,
  subject text not null,
  reviewed_by text not null,
  verdict text not null check (verdict in ('justified', 'unjustified')),
  note text not null check (length(btrim(note)) between 3 and 500),
  reviewed_at timestamptz not null default now(),
  constraint glass_review_of_a_relation foreign key (relation_id, subject) references access.relation (id, subject),
  constraint glass_review_by_a_second_person check (reviewed_by <> subject)
);
grant select, insert on access.glass_review to caregate_auth;
`;

const DOWN = `
drop table access.glass_review;
drop index access.relation_by_broken_glass;
alter table access.relation
  drop constraint relation_is_of_its_subject,
  drop constraint relation_break_glass_says_why,
  drop constraint relation_break_glass_is_short;
`;

/** Breaking the glass opens a patient's record for an hour at most, with a reason, and is reviewed by somebody else. */
export class BreakGlass1795357400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BOUNDS);
    await runner.query(REVIEW);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
