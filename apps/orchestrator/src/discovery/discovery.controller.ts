import { discoveredAgents, discoveredServices, discoveryQuery, type DiscoveryQuery } from '@caregate/core-contracts';
import { HealthRegistry, Public, Requires } from '@caregate/kit-http';
import { Controller, Get, Inject, Query, Res, SerializeOptions } from '@nestjs/common';
import { DiscoveryService } from './discovery.service.js';

@Controller('api/v1')
export class DiscoveryController {
  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(HealthRegistry) private readonly registry: HealthRegistry,
  ) {}

  @Get('discovery/agents')
  @Requires('agent:read')
  @SerializeOptions({ schema: discoveredAgents })
  agents(@Query({ schema: discoveryQuery }) query: DiscoveryQuery) {
    return this.discovery.findAgents(query);
  }

  @Get('discovery/services')
  @Requires('agent:read')
  @SerializeOptions({ schema: discoveredServices })
  services() {
    return this.discovery.findServices();
  }

  /** The same report as `/health`, with the same status, in the words of the older control panel. */
  @Get(['health', 'health/detailed'])
  @Public()
  async health(@Res({ passthrough: true }) response: { code(status: number): unknown }) {
    const { status, version, uptimeSeconds, checks } = await this.registry.report();
    response.code(status === 'unhealthy' ? 503 : 200);
    return { status, timestamp: new Date().toISOString(), version, uptime: uptimeSeconds, checks };
  }
}
