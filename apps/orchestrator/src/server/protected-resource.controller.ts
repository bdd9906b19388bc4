import { protectedResourceMetadata, type ProtectedResource } from '@caregate/core-contracts';
import { Public } from '@caregate/kit-http';
import { Controller, Get, Header, Inject } from '@nestjs/common';

export const PROTECTED_RESOURCE = Symbol('ProtectedResource');

/** RFC 9728: where clients learn which authorization server to ask. */
@Controller('.well-known/oauth-protected-resource')
export class ProtectedResourceController {
  constructor(@Inject(PROTECTED_RESOURCE) private readonly resource: ProtectedResource) {}

  @Get()
  @Public()
  @Header('Access-Control-Allow-Origin', '*')
  @Header('Cache-Control', 'public, max-age=300')
  read() {
    return protectedResourceMetadata(this.resource, 'CareGate agents, tasks and pipelines');
  }
}
