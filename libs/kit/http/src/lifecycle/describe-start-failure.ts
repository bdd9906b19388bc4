import { DomainError } from '@caregate/core-errors';

/** One sentence for whoever started the app; the log's fields have the rest. */
export function describeStartFailure(thrown: unknown): string {
  if (thrown instanceof DomainError) return thrown.publicMessage;
  const [code, port, address, host] = ['code', 'port', 'address', 'hostname'].map((name) => fieldOf(thrown, name));
  if (code === 'EADDRINUSE') return `Port ${port} on ${address} is already in use by another program.`;
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${address} to listen on.`;
  if (code === 'ENOTFOUND') return `No address is known for the name ${host}.`;
  if (code === 'EACCES') return `This user may not listen on port ${port}.`;
  if (code === 'ECONNREFUSED') return `Nothing answers at ${address}:${port}, which the app needs.`;
  return 'The app could not start.';
}

function fieldOf(thrown: unknown, name: string): string {
  return thrown instanceof Error ? String(Reflect.get(thrown, name)) : '';
}
