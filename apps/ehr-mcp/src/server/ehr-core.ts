import type { Logger } from '@caregate/kit-http';
import type { TokenVerifier } from '@caregate/kit-jwt';
import { startServiceCore, type ServiceCore } from '@caregate/kit-service';
import type { DataSource } from 'typeorm';
import { ClientRegistrar } from '../clients/client-registrar.js';
import { registrationOf } from '../clients/registration-of.js';
import { TokenEndpoint } from '../clients/token-endpoint.js';
import type { EhrConfig } from '../config.js';
import { ReadReplica } from '../replica/read-replica.js';
import { ReplicatedReads } from '../replica/replicated-reads.js';
import { replicatedServices } from '../replica/replicated-services.js';
import type { EhrServices } from '../services.js';
import { clinicOf } from './clinic-of.js';
import { ehrServices } from './ehr-services.js';

/** What every transport of this app needs, HTTP or not. */
export interface EhrCore extends ServiceCore {
  readonly resource: string;
  readonly verifier: TokenVerifier;
  readonly services: EhrServices;
}

export async function startEhrCore(config: EhrConfig, logger: Logger): Promise<EhrCore> {
  const resource = `${config.PUBLIC_URL.replace(/\/$/, '')}/mcp`;
  // Replicas are looked after here: one that is down keeps nobody from starting.
  const settings = { ...config, READ_REPLICA_URLS: [] };
  // Bookings of one slot wait for each other with all connections in hand; who may come in is watched over another.
  const core = await startServiceCore({ name: 'ehr-mcp', settings, logger, relations: 'cached', watchApart: true });
  const verifier = core.verifierFor(resource);
  const shared = {
    clinic: clinicOf(config),
    confirmation: config.CONFIRM_WRITES,
    verifier,
    tokenEndpoint: new TokenEndpoint(config.TOKEN_URL, resource),
    registrar: new ClientRegistrar(registrationOf(config)),
  };
  const servicesOn = (dataSource: DataSource) => ehrServices({ ...shared, dataSource });
  const { services, stopReads } = await withReplicas(config, core.dataSource, servicesOn, logger);
  const stop = async () => {
    await stopReads();
    await core.stop();
  };
  return { ...core, resource, verifier, services, stop };
}

async function withReplicas(
  { READ_REPLICA_URLS: urls, DATABASE_POOL: poolSize, CONFIRM_WRITES: confirmation }: EhrConfig,
  primary: DataSource,
  servicesOn: (dataSource: DataSource) => EhrServices,
  logger: Logger,
) {
  if (urls.length === 0) return { services: servicesOn(primary), stopReads: async () => undefined };
  const replicas = urls.map((url) => new ReadReplica(url, poolSize));
  const reads = new ReplicatedReads({ primary, replicas, logger });
  await reads.start();
  const services = replicatedServices({ reads, replicas, servicesOn, primary, confirmation });
  return { services, stopReads: () => reads.stop() };
}
