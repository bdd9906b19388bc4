/**
 * What keeps even the owner of the tables from changing a row by mistake. A superuser can switch triggers off; that is
 * what the anchors outside the database are for.
 */
export const auditGuards = `
  create function audit.refuse_change() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    raise exception 'The audit trail only grows: % on audit.% is refused.', tg_op, tg_table_name
      using errcode = 'insufficient_privilege';
  end $$;

  create function audit.refuse_early_delete() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    if exists (
      select from gone left join audit.head using (shard) where gone.seq > coalesce(head.floor_seq, 0)
    ) then
      raise exception 'The audit trail only grows: DELETE on audit.event is refused.'
        using errcode = 'insufficient_privilege';
    end if;
    return null;
  end $$;

  create trigger event_never_changes before update or truncate on audit.event
    for each statement execute function audit.refuse_change();
  create trigger event_goes_by_purge_only after delete on audit.event
    referencing old table as gone for each statement execute function audit.refuse_early_delete();
  create trigger head_never_goes before delete or truncate on audit.head
    for each statement execute function audit.refuse_change();
  create trigger head_only_advances before update on audit.head
    for each row when (new.shard <> old.shard or new.seq < old.seq or new.floor_seq < old.floor_seq)
    execute function audit.refuse_change();
  create trigger anchor_never_changes before update or delete or truncate on audit.anchor
    for each statement execute function audit.refuse_change();

  -- ALWAYS: session_replication_role = replica does not switch them off.
  alter table audit.event enable always trigger event_never_changes;
  alter table audit.event enable always trigger event_goes_by_purge_only;
  alter table audit.head enable always trigger head_never_goes;
  alter table audit.head enable always trigger head_only_advances;
  alter table audit.anchor enable always trigger anchor_never_changes;
`;
