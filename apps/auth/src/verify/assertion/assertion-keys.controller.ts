import { Public } from '@caregate/kit-http';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { AssertionKeys } from './assertion-keys.js';

/** Where upstreams get what they verify `X-Auth-Assertion` with; apart from the keys of tokens, so that neither passes for the other. */
@Controller('.well-known/caregate')
@Public()
export class AssertionKeysController {
  constructor(@Inject(AssertionKeys) private readonly keys: AssertionKeys) {}

  @Get('assertion-keys')
  @Header('access-control-allow-origin', '*')
  @Header('cache-control', 'public, max-age=300')
  jwks() {
    return this.keys.jwks;
  }
}
