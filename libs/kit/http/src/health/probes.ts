import type { Health } from '@caregate/core-contracts';
import type { ServiceState } from '../lifecycle/service-state.js';
import { rawResponse, type AnyResponse } from '../server/raw.js';
import type { HealthRegistry } from './health.registry.js';

/** Turns reports into what a probe understands: a status. */
export class Probes {
  constructor(
    private readonly registry: HealthRegistry,
    private readonly state: ServiceState,
  ) {}

  async health(response: AnyResponse): Promise<Health> {
    const report = await this.registry.report();
    rawResponse(response).statusCode = report.status === 'unhealthy' ? 503 : 200;
    return report;
  }

  async ready(response: AnyResponse): Promise<Health> {
    const report = await this.health(response);
    if (this.state.running) return report;
    rawResponse(response).statusCode = 503;
    return { ...report, status: 'unhealthy' };
  }

  live(): { status: 'healthy' } {
    return { status: 'healthy' };
  }
}
