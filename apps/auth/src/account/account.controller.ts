import { accountAccess } from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';
import { Audited, CurrentCaller, Requires } from '@caregate/kit-http';
import { Controller, Get, Inject, SerializeOptions } from '@nestjs/common';
import { AccountService } from './account.service.js';

@Controller('account')
@Requires('account:read')
export class AccountController {
  constructor(@Inject(AccountService) private readonly account: AccountService) {}

  @Get('access')
  @Audited('account.read')
  @SerializeOptions({ schema: accountAccess })
  access(@CurrentCaller() caller: Caller) {
    return this.account.accessOf(caller);
  }
}
