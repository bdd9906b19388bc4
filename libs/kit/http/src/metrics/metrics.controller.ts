import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import { Public } from '../access/public.decorator.js';
import { Limited } from '../rate-limit/limited.decorator.js';
import type { AnyRequest } from '../server/raw.js';
import { Scrape } from './scrape.js';

/** For Prometheus, which comes from within. */
@Public()
@Limited()
@Controller()
export class MetricsController {
  constructor(@Inject(Scrape) private readonly scrape: Scrape) {}

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(@Req() request: AnyRequest) {
    return this.scrape.text(request);
  }
}
