import type { IncomingMessage, ServerResponse } from 'node:http';
import { Public } from '@caregate/kit-http';
import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { consentForm, type ConsentForm } from './consent-form.schema.js';
import { InteractionService } from './interaction.service.js';

/** Where an authorization request waits for the person: to sign in, then to allow or not. */
@Controller('interaction')
@Public()
export class InteractionController {
  constructor(@Inject(InteractionService) private readonly interactions: InteractionService) {}

  @Get(':uid')
  show(@Req() request: IncomingMessage, @Res() response: ServerResponse) {
    return this.interactions.show(request, response);
  }

  @Get(':uid/denied')
  deny(@Req() request: IncomingMessage, @Res() response: ServerResponse) {
    return this.interactions.deny(request, response);
  }

  @Post(':uid')
  decide(
    @Body({ schema: consentForm }) form: ConsentForm,
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ) {
    return this.interactions.decide(form, request, response);
  }
}
