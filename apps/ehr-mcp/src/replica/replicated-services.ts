import { principalOf } from '@caregate/core-permissions';
import { EntityManager, type DataSource } from 'typeorm';
import { isUuid } from '../shape/is-uuid.js';
import type { EhrServices } from '../services.js';
import { Writes, type Answer, type ConfirmationPolicy, type Done, type Write } from '../writes/writes.js';
import type { ReadReplica } from './read-replica.js';
import type { ReplicatedReads } from './replicated-reads.js';

const readers = [
  'patients',
  'vitalSigns',
  'providers',
  'appointments',
  'medications',
  'allergies',
  'labs',
  'withdrawals',
] as const;

export interface ReplicatedServicesParts {
  readonly reads: ReplicatedReads;
  readonly replicas: readonly ReadReplica[];
  /** The services on one database. */
  readonly servicesOn: (dataSource: DataSource) => EhrServices;
  readonly primary: DataSource;
  readonly confirmation: ConfirmationPolicy;
}

/** The same services: what only reads is asked of replicas, and everything else, writes first of all, of the primary. */
export function replicatedServices(parts: ReplicatedServicesParts): EhrServices {
  const { reads, replicas, servicesOn, primary, confirmation } = parts;
  const onPrimary = servicesOn(primary);
  const onReplica = new Map(replicas.map((replica) => [replica, servicesOn(replica.dataSource)]));
  const routed = readers.map((name) => {
    const twin = (replica: ReadReplica) => onReplica.get(replica)?.[name] ?? onPrimary[name];
    return [name, routedBy<object>(reads, onPrimary[name], twin)] as const;
  });
  return { ...onPrimary, ...Object.fromEntries(routed), writes: new NotedWrites(primary, confirmation, reads) };
}

/** Every method of these repositories is a question that is answered by a promise. */
function routedBy<T extends object>(reads: ReplicatedReads, primary: T, twin: (replica: ReadReplica) => T): T {
  return new Proxy(primary, {
    get: (_repository, name) => {
      if (!isMethod(Reflect.get(primary, name))) return Reflect.get(primary, name);
      return (...values: unknown[]) => {
        const onPrimary = () => ask(primary, name, values);
        // What is part of a transaction stays in it.
        if (values[0] instanceof EntityManager) return onPrimary();
        const onReplica = (replica: ReadReplica) => ask(twin(replica), name, values);
        return reads.read({ onReplica, onPrimary, patientId: patientIn(values) });
      };
    },
  });
}

/** Our logical ids are UUIDs, and these repositories ask by no other. */
function patientIn(values: readonly unknown[]): string | undefined {
  const named = values.map((value) =>
    typeof value === 'object' && value !== null && 'patientId' in value ? value.patientId : value,
  );
  return named.find((value) => typeof value === 'string' && isUuid(value)) as string | undefined;
}

type Method = (...values: unknown[]) => Promise<unknown>;

function isMethod(value: unknown): value is Method {
  return typeof value === 'function';
}

function ask(repository: object, name: string | symbol, values: unknown[]): Promise<unknown> {
  const method: unknown = Reflect.get(repository, name);
  if (!isMethod(method)) throw new Error(`${String(name)} is no question.`);
  return Reflect.apply(method, repository, values);
}

class NotedWrites extends Writes {
  constructor(
    dataSource: DataSource,
    policy: ConfirmationPolicy,
    private readonly reads: ReplicatedReads,
  ) {
    super(dataSource, policy);
  }

  override perform<T extends Answer>(write: Write<T>): Promise<Done<T>> {
    return this.reads.whileWriting(principalOf(write.context.caller), () => super.perform(write));
  }
}
