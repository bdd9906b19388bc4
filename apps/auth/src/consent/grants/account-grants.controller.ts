import type { Caller } from '@caregate/core-permissions';
import { Audited, CurrentCaller, Requires } from '@caregate/kit-http';
import { Controller, Delete, Get, HttpCode, Inject, Param, SerializeOptions } from '@nestjs/common';
import { accountGrants } from '@caregate/core-contracts';
import { AccountGrantsService } from './account-grants.service.js';

/** What the person who asks has allowed to applications. Asked with a token, so no page of another site can ask. */
@Controller('account/grants')
@Requires('account:read')
export class AccountGrantsController {
  constructor(@Inject(AccountGrantsService) private readonly grants: AccountGrantsService) {}

  @Get()
  @Audited('grant.read')
  @SerializeOptions({ schema: accountGrants })
  list(@CurrentCaller() caller: Caller) {
    return this.grants.listOf(caller);
  }

  @Delete(':id')
  @HttpCode(204)
  @Audited('consent.withdrawn', { successBy: 'service' })
  withdraw(@Param('id') id: string, @CurrentCaller() caller: Caller) {
    return this.grants.withdraw(id, caller);
  }
}
