import type { Logger } from '@caregate/kit-http';
import type { TokenVerifier } from '@caregate/kit-jwt';
import { startServiceCore, type ServiceCore } from '@caregate/kit-service';
import { ClientRegistrar } from '../clients/client-registrar.js';
import { registrationOf } from '../clients/registration-of.js';
import { TokenEndpoint } from '../clients/token-endpoint.js';
import type { EhrConfig } from '../config.js';
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
  const core = await startServiceCore({ name: 'ehr-mcp', settings: config, logger, relations: 'cached' });
  const verifier = core.verifierFor(resource);
  const services = ehrServices({
    dataSource: core.dataSource,
    clinic: clinicOf(config),
    confirmation: config.CONFIRM_WRITES,
    verifier,
    tokenEndpoint: new TokenEndpoint(config.TOKEN_URL, resource),
    registrar: new ClientRegistrar(registrationOf(config)),
  });
  return { ...core, resource, verifier, services };
}
