/**
 * The trail is not partitioned: partitions would need their own triggers and a unique key per month, while ids here are
 * unique for ever (a retried batch depends on it) and a purge removes one prefix of every shard in one statement.
 */
export const auditTables = `
  create table audit.event (
    shard smallint not null,
    seq bigint not null,
    id uuid not null,
    recorded_at timestamptz not null,
    event text not null,
    outcome text not null,
    actor text not null,
    client_id text,
    patient_id text,
    hash bytea not null,
    body text not null,
    constraint event_pkey primary key (shard, seq),
    constraint event_id_key unique (id),
    constraint event_time_is_in_id check (recorded_at = uuid_extract_timestamp(id))
  );
  comment on column audit.event.body is 'The exact text that was hashed; every other column is copied out of it.';

  -- Ids are UUIDv7 (RFC 9562 section 5.7): to order by id is to order by time, so each index serves newest-first pages.
  create index event_by_actor on audit.event (actor, id);
  create index event_by_event on audit.event (event, id);
  create index event_by_client on audit.event (client_id, id) where client_id is not null;
  create index event_by_patient on audit.event (patient_id, id) where patient_id is not null;

  create table audit.head (
    shard smallint not null,
    seq bigint not null default 0,
    hash bytea not null default '\\x0000000000000000000000000000000000000000000000000000000000000000',
    floor_seq bigint not null default 0,
    constraint head_pkey primary key (shard)
  );
  comment on column audit.head.floor_seq is 'Rows up to here were purged; only audit.purge raises it.';
  -- As many appending transactions can run side by side as there are heads.
  insert into audit.head (shard) select generate_series(0, 15);

  create table audit.anchor (
    n bigint not null,
    anchored_at timestamptz not null,
    statement text not null,
    signature bytea not null,
    constraint anchor_pkey primary key (n)
  );
  comment on table audit.anchor is 'Copies of the lines of the anchor file, which is the original.';
`;
