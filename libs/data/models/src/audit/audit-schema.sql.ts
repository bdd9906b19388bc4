import { auditAppend } from './audit-append.sql.js';
import { auditGrants } from './audit-grants.sql.js';
import { auditGuards } from './audit-guards.sql.js';
import { auditOwner } from './audit-owner.sql.js';
import { auditPurge } from './audit-purge.sql.js';
import { auditTables } from './audit-tables.sql.js';

/** The schema `audit`, in the order in which it is made. Runs inside the transaction of its migration. */
export const auditSchema: readonly string[] = [
  auditOwner,
  auditTables,
  auditAppend,
  auditGuards,
  auditPurge,
  auditGrants,
  'reset role',
];

/** Takes the schema away again, but never an audit trail that holds something. */
export const auditSchemaRemoval: readonly string[] = [
  `do $$ begin
    if exists (select from audit.event) then
      raise exception 'The audit trail holds entries; a rollback does not delete them.';
    end if;
  end $$`,
  'drop schema audit cascade',
];
