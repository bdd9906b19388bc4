/** How old entries leave: a prefix of every shard at once, named by a signed statement that stays behind. */
export const auditPurge = `
  -- 45 CFR 164.316(b)(2)(i) asks for six years; a site that must keep longer replaces this function.
  create function audit.minimum_retention() returns interval
  language sql immutable set search_path = pg_catalog, pg_temp return interval '6 years';

  -- The database cannot check the signature; \`audit:verify\` does, and misses every row that no signed statement names.
  create function audit.purge(n bigint, anchored_at timestamptz, statement text, signature bytea) returns bigint
  language plpgsql volatile strict security definer set search_path = pg_catalog, pg_temp as $$
  declare
    floors jsonb := statement::jsonb -> 'heads';
    removed bigint;
  begin
    if exists (
      select from jsonb_array_elements(floors) as f (head) left join audit.event as e
        on e.shard = (f.head ->> 0)::smallint and e.seq = (f.head ->> 1)::bigint
      where encode(e.hash, 'hex') is distinct from f.head ->> 2
    ) then
      raise exception 'The purge names a row that is not on the audit trail.' using errcode = 'data_exception';
    end if;
    if exists (
      select from jsonb_array_elements(floors) as f (head) join audit.event as e
        on e.shard = (f.head ->> 0)::smallint and e.seq <= (f.head ->> 1)::bigint
      where e.recorded_at > now() - audit.minimum_retention()
    ) then
      raise exception 'The purge reaches into the time for which the audit trail must be kept.'
        using errcode = 'insufficient_privilege';
    end if;

    update audit.head set floor_seq = (f.head ->> 1)::bigint
      from jsonb_array_elements(floors) as f (head) where head.shard = (f.head ->> 0)::smallint;
    delete from audit.event as e using jsonb_array_elements(floors) as f (head)
      where e.shard = (f.head ->> 0)::smallint and e.seq <= (f.head ->> 1)::bigint;
    get diagnostics removed = row_count;
    insert into audit.anchor values (n, anchored_at, statement, signature);
    return removed;
  end $$;
`;
