import { Public } from '@caregate/kit-http';
import { Controller, Get, Header, HttpCode, Inject, Options } from '@nestjs/common';
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

  /** Clients in a page ask with headers of MCP, for which a browser asks first. */
  @Options()
  @HttpCode(204)
  @Header('access-control-allow-origin', '*')
  @Header('access-control-allow-methods', 'GET')
  @Header('access-control-allow-headers', 'authorization, content-type, mcp-protocol-version')
  @Header('access-control-max-age', '3600')
  preflight(): void {}
}
