/** How entries get in; there is no other way. */
export const auditAppend = `
  -- Locks the head of a shard that nobody else is appending to, and stays with it until the transaction ends: an
  -- operation that records ten things holds one shard, not ten.
  create function audit.lock_head() returns audit.head
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
  declare
    chosen audit.head;
    mine smallint := nullif(current_setting('caregate.audit_shard', true), '');
  begin
    select * into chosen from audit.head where shard = mine for update;
    if not found then
      select * into chosen from audit.head order by shard for update skip locked limit 1;
    end if;
    if not found then
      select * into chosen from audit.head
        where shard = (select pg_backend_pid() % count(*) from audit.head) for update;
    end if;
    perform set_config('caregate.audit_shard', chosen.shard::text, true);
    return chosen;
  end $$;

  -- Appends one JSON document a line. The chain (form 1): the hash of a row is SHA-256 over the byte 01, the shard (2
  -- bytes), the seq (8 bytes, both big-endian), the hash of the row before it in the shard (32 bytes; zeros before
  -- seq 1), and the body as UTF-8.
  create function audit.append(entries text) returns void
  language plpgsql volatile strict security definer set search_path = pg_catalog, pg_temp as $$
  declare
    tip audit.head := audit.lock_head();
    bodies text[] := string_to_array(entries, E'\\n');
    hashes bytea[] := '{}';
    prefix bytea := '\\x01'::bytea || int2send(tip.shard);
    place bigint := tip.seq;
    link bytea := tip.hash;
    body text;
  begin
    foreach body in array bodies loop
      place := place + 1;
      link := sha256(prefix || int8send(place) || link || convert_to(body, 'UTF8'));
      hashes[place - tip.seq] := link;
    end loop;

    insert into audit.event
      (shard, seq, id, recorded_at, event, outcome, actor, client_id, patient_id, hash, body)
    select tip.shard, tip.seq + e.n, r.id, r."recordedAt", r.event, r.outcome,
           r.actor ->> 'subject', r.actor ->> 'clientId', r."patientId", e.hash, e.body
    from unnest(bodies, hashes) with ordinality as e (body, hash, n),
      jsonb_to_record(e.body::jsonb) as r (
        id uuid, "recordedAt" timestamptz, event text, outcome text, actor jsonb, "patientId" text
      );

    update audit.head set seq = place, hash = link where shard = tip.shard;

    -- An entry is on disk when its transaction has committed, whatever the session was set to.
    if current_setting('synchronous_commit') = 'off' then
      perform set_config('synchronous_commit', 'on', true);
    end if;
  end $$;

  -- For a writer that does not know whether its batch arrived: appends what is not there. An id that is there with
  -- another body is not skipped, so that nobody can keep an entry out by taking its id first.
  create function audit.append_missing(entries text) returns void
  language plpgsql volatile strict security definer set search_path = pg_catalog, pg_temp as $$
  declare
    missing text;
  begin
    select string_agg(e.body, E'\\n' order by e.n) into missing
    from unnest(string_to_array(entries, E'\\n')) with ordinality as e (body, n)
    where not exists (
      select from audit.event as stored where stored.id = (e.body::jsonb ->> 'id')::uuid and stored.body = e.body
    );
    perform audit.append(missing);
  end $$;
`;
