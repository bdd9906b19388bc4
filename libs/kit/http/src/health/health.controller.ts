import { health } from '@caregate/core-contracts';
import { Controller, Get, Inject, Res, SerializeOptions } from '@nestjs/common';
import { Public } from '../access/public.decorator.js';
import { Limited } from '../rate-limit/limited.decorator.js';
import type { AnyResponse } from '../server/raw.js';
import { Probes } from './probes.js';

/** For load balancers and orchestrators, which have no token. */
@Public()
@Limited()
@Controller()
export class HealthController {
  constructor(@Inject(Probes) private readonly probes: Probes) {}

  /** How the parts are: 503 only when one fails that the app cannot do without. */
  @Get('health')
  @SerializeOptions({ schema: health })
  health(@Res({ passthrough: true }) response: AnyResponse) {
    return this.probes.health(response);
  }

  /** Whether to send requests here. */
  @Get('ready')
  @SerializeOptions({ schema: health })
  ready(@Res({ passthrough: true }) response: AnyResponse) {
    return this.probes.ready(response);
  }

  /** Whether the process still turns; it asks nobody else, so that a dead database does not restart us. */
  @Get('live')
  live() {
    return this.probes.live();
  }
}
