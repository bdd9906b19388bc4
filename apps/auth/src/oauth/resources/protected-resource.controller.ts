import { Public } from '@caregate/kit-http';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { OwnResource } from './own-resource.js';

/** RFC 9728 §3: where a client that was refused here learns which authorization server to ask. */
@Controller('.well-known/oauth-protected-resource')
@Public()
export class ProtectedResourceController {
  constructor(@Inject(OwnResource) private readonly resource: OwnResource) {}

  @Get()
  @Header('access-control-allow-origin', '*')
  @Header('cache-control', 'public, max-age=300')
  metadata() {
    return this.resource.metadata;
  }
}
