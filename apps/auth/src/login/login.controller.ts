import type { IncomingMessage, ServerResponse } from 'node:http';
import { Limited, Public } from '@caregate/kit-http';
import { Body, Controller, Get, Header, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { LoginDoor } from './login-door.js';
import { formPost, logoutForm, signInQuery, type FormPost, type LogoutForm, type SignInQuery } from './login.schema.js';

/** Signing in and out in a browser (features A05 to A11). */
@Controller()
export class LoginController {
  constructor(@Inject(LoginDoor) private readonly door: LoginDoor) {}

  @Get('login')
  @Public()
  choose(@Query({ schema: signInQuery }) query: SignInQuery, @Res() response: ServerResponse) {
    return this.door.choose(query, response);
  }

  @Get('auth/status')
  @Public()
  @Header('cache-control', 'no-store')
  status(@Req() request: IncomingMessage) {
    return this.door.status(request);
  }

  @Get('auth/logout')
  @Public()
  leavePage(@Req() request: IncomingMessage, @Res() response: ServerResponse) {
    return this.door.leaveByLink(request, response);
  }

  @Post('auth/logout')
  @Public()
  leave(
    @Body({ schema: logoutForm }) form: LogoutForm,
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ) {
    return this.door.leaveByForm(form, request, response);
  }

  @Get('auth/:provider')
  @Public()
  @Limited('login')
  begin(
    @Param('provider') provider: string,
    @Query({ schema: signInQuery }) query: SignInQuery,
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ) {
    return this.door.begin(provider, query, request, response);
  }

  @Get('auth/:provider/callback')
  @Public()
  @Limited('login')
  complete(@Param('provider') provider: string, @Req() request: IncomingMessage, @Res() response: ServerResponse) {
    return this.door.complete(provider, request, response);
  }

  @Post('auth/:provider/callback')
  @Public()
  @Limited('login')
  completeByForm(
    @Param('provider') provider: string,
    @Body({ schema: formPost }) form: FormPost,
    @Res() response: ServerResponse,
  ) {
    return this.door.completeByForm(provider, form, response);
  }
}
