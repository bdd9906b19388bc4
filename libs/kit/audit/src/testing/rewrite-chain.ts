/**
 * For specs: SQL by which a superuser makes a chain consistent again after changing it: every hash from its first row
 * on, and the head. Only the anchors tell that history was another.
 */
export function rewriteChain(shard: number): string {
  return `do $$
    declare
      link bytea := decode(repeat('00', 32), 'hex');
      last bigint := 0;
      item record;
    begin
      for item in select seq, body from audit.event where shard = ${shard} order by seq loop
        link := sha256('\\x01'::bytea || int2send(${shard}::smallint) || int8send(item.seq) || link
          || convert_to(item.body, 'UTF8'));
        last := item.seq;
        update audit.event set hash = link where shard = ${shard} and seq = item.seq;
      end loop;
      update audit.head set seq = last, hash = link where shard = ${shard};
    end $$`;
}
