import { DomainError } from '@caregate/core-errors';
import { Public } from '@caregate/kit-http';
import { Controller, Get, Header, Inject, Param } from '@nestjs/common';

export const RESOURCES = Symbol('Resources');

/** The metadata document of each proxied server, by name. */
export type Resources = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** RFC 9728: where clients learn which authorization server to ask, each proxied server being a resource of its own. */
@Controller('.well-known/oauth-protected-resource')
export class MetadataController {
  constructor(@Inject(RESOURCES) private readonly resources: Resources) {}

  @Get(':server/mcp')
  @Public()
  @Header('Access-Control-Allow-Origin', '*')
  @Header('Cache-Control', 'public, max-age=300')
  read(@Param('server') server: string) {
    const document = this.resources.get(server);
    if (document === undefined) throw new DomainError('request.not_found');
    return document;
  }
}
