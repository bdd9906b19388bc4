/** A place in PostgreSQL's write-ahead log (`pg_lsn`, two halves in hex), as a number that can be compared. */
export function logPosition(text: string): bigint {
  const [high = '0', low = '0'] = text.split('/');
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}
