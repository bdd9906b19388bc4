import { Public } from '@caregate/kit-http';
import { Controller, Get, Header, Inject } from '@nestjs/common';

export const PROTECTED_RESOURCE = Symbol('ProtectedResource');

@Controller('.well-known/oauth-protected-resource')
export class ProtectedResourceController {
  constructor(@Inject(PROTECTED_RESOURCE) private readonly document: Readonly<Record<string, unknown>>) {}

  @Get()
  @Public()
  @Header('Access-Control-Allow-Origin', '*')
  @Header('Cache-Control', 'public, max-age=300')
  read() {
    return this.document;
  }
}
