/** The schema belongs to a role that nobody can log in as, so that its functions run with no more rights than they need. */
export const auditOwner = `
  do $$ begin
    create role caregate_audit nologin;
  exception when duplicate_object or unique_violation then
    null; -- Roles belong to the whole server: another database has made it.
  end $$;
  grant caregate_audit to current_user;
  create schema audit authorization caregate_audit;
  set local role caregate_audit;
`;
