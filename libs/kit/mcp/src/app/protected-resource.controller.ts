import { Public } from '@caregate/kit-http';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { McpHost } from '../host/mcp-host.js';

/** Under which an app provides its host. */
export const MCP_HOST = Symbol('McpHost');

/** RFC 9728: where clients learn which authorization server to ask, at the address of the resource and at the root. */
@Controller('.well-known/oauth-protected-resource')
export class ProtectedResourceController {
  constructor(@Inject(MCP_HOST) private readonly host: McpHost) {}

  @Get(['', 'mcp'])
  @Public()
  @Header('Access-Control-Allow-Origin', '*')
  @Header('Cache-Control', 'public, max-age=300')
  read() {
    return this.host.protectedResourceMetadata();
  }
}
