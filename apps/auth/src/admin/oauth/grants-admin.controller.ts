import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { Audited, CurrentCaller, Requires } from '@caregate/kit-http';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Query, SerializeOptions } from '@nestjs/common';
import type { z } from 'zod';
import { accountGrants } from '@caregate/core-contracts';
import { AccountGrantsService } from '../../consent/grants/account-grants.service.js';
import { callerActor } from '../../trail/actors.js';
import { listQuery, revokeRequest, type ListQuery } from './oauth-admin.schema.js';

/** What people allowed, as administrators see it and take it back. */
@Controller('oauth-admin/grants')
@Requires('oauth-client:manage')
export class GrantsAdminController {
  constructor(@Inject(AccountGrantsService) private readonly grants: AccountGrantsService) {}

  @Get()
  @Audited('grant.read')
  @SerializeOptions({ schema: accountGrants })
  async list(@Query({ schema: listQuery }) { user, client }: ListQuery) {
    return { grants: await this.grants.of(user, client) };
  }

  @Delete(':id')
  @HttpCode(204)
  @Audited('consent.withdrawn', { successBy: 'service' })
  async revoke(
    @Param('id') id: string,
    @Body({ schema: revokeRequest }) { reason }: z.output<typeof revokeRequest>,
    @CurrentCaller() caller: Caller,
  ) {
    if (!(await this.grants.revoke(id, callerActor(caller), reason))) throw new DomainError('oauth.grant.unknown');
  }
}
