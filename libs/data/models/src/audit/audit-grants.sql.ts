/** Every app may append; only the auth app, where audit queries and anchors live, may read, and nobody may write. */
export const auditGrants = `
  revoke all on all functions in schema audit from public;
  grant usage on schema audit to caregate_auth, caregate_ehr;
  grant execute on function audit.append(text), audit.append_missing(text) to caregate_auth, caregate_ehr;
  grant select on audit.event, audit.head, audit.anchor to caregate_auth;
  grant insert on audit.anchor to caregate_auth;
  grant execute on function audit.purge(bigint, timestamptz, text, bytea) to caregate_auth;
`;
