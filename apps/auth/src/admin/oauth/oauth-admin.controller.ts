import type { Caller } from '@caregate/core-permissions';
import { Audited, CurrentCaller, Requires } from '@caregate/kit-http';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import type { z } from 'zod';
import { callerActor } from '../../trail/actors.js';
import {
  addedClient,
  clientList,
  clientView,
  listQuery,
  newClient,
  oauthStats,
  purgeReport,
  purgeRequest,
  revokeRequest,
  tokenList,
  tokenView,
  type ListQuery,
  type NewClient,
} from './oauth-admin.schema.js';
import { OAuthAdmin } from './oauth-admin.service.js';

/** What the command `oauth` does, for administrators without a shell. */
@Controller('oauth-admin')
@Requires('oauth-client:manage')
export class OAuthAdminController {
  constructor(@Inject(OAuthAdmin) private readonly admin: OAuthAdmin) {}

  @Get('clients')
  @Audited('oauth.client.read')
  @SerializeOptions({ schema: clientList })
  clients(@Query({ schema: listQuery }) query: ListQuery) {
    return this.admin.clients(query);
  }

  @Post('clients')
  @Audited('oauth.client.registered', { successBy: 'service' })
  @SerializeOptions({ schema: addedClient })
  add(@Body({ schema: newClient }) request: NewClient, @CurrentCaller() caller: Caller) {
    return this.admin.add(request, callerActor(caller));
  }

  @Get('clients/:id')
  @Audited('oauth.client.read')
  @SerializeOptions({ schema: clientView })
  client(@Param('id') id: string) {
    return this.admin.client(id);
  }

  @Delete('clients/:id')
  @HttpCode(204)
  @Audited('oauth.client.removed', { successBy: 'service' })
  removeClient(
    @Param('id') id: string,
    @Body({ schema: revokeRequest }) { reason }: z.output<typeof revokeRequest>,
    @CurrentCaller() caller: Caller,
  ) {
    return this.admin.removeClient(id, reason, callerActor(caller));
  }

  @Get('tokens')
  @Audited('grant.read')
  @SerializeOptions({ schema: tokenList })
  tokens(@Query({ schema: listQuery }) query: ListQuery) {
    return this.admin.tokens(query);
  }

  @Get('tokens/:id')
  @Audited('grant.read')
  @SerializeOptions({ schema: tokenView })
  token(@Param('id') id: string) {
    return this.admin.token(id);
  }

  @Delete('tokens/:id')
  @HttpCode(204)
  @Audited('token.revoked', { successBy: 'service' })
  revokeToken(
    @Param('id') id: string,
    @Body({ schema: revokeRequest }) { reason }: z.output<typeof revokeRequest>,
    @CurrentCaller() caller: Caller,
  ) {
    return this.admin.revokeToken(id, reason, callerActor(caller));
  }

  @Get('stats')
  @Audited('oauth.client.read')
  @SerializeOptions({ schema: oauthStats })
  stats() {
    return this.admin.stats();
  }

  @Post('purge')
  @HttpCode(200)
  @Audited('oauth.purged', { successBy: 'service' })
  @SerializeOptions({ schema: purgeReport })
  purge(
    @Body({ schema: purgeRequest }) { dry_run: dryRun }: z.output<typeof purgeRequest>,
    @CurrentCaller() caller: Caller,
  ) {
    return this.admin.purge(dryRun, callerActor(caller));
  }
}
