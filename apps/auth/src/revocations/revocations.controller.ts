import type { Caller } from '@caregate/core-permissions';
import { Audited, CurrentCaller, Requires } from '@caregate/kit-http';
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { revocationRequest, type RevocationRequest } from './revocation.schema.js';
import { RevocationsService } from './revocations.service.js';

@Controller('access/revocations')
@Requires('user:manage')
export class RevocationsController {
  constructor(@Inject(RevocationsService) private readonly revocations: RevocationsService) {}

  /** Every process refuses within a second what is named here. */
  @Post()
  @HttpCode(204)
  @Audited('token.revoked', { successBy: 'service' })
  revoke(@Body({ schema: revocationRequest }) request: RevocationRequest, @CurrentCaller() caller: Caller) {
    return this.revocations.revoke(request, caller);
  }
}
