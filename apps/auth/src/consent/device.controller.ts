import type { IncomingMessage, ServerResponse } from 'node:http';
import { Limited, Public } from '@caregate/kit-http';
import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { deviceForm, type DeviceForm } from './device-form.schema.js';
import { DevicePage } from './device-page.service.js';

/** Where a person types in the code that a device shows (RFC 8628 §3.3). */
@Controller('device')
@Public()
@Limited('device-page')
export class DeviceController {
  constructor(@Inject(DevicePage) private readonly page: DevicePage) {}

  @Get()
  show(@Query('user_code') code: unknown, @Req() request: IncomingMessage, @Res() response: ServerResponse) {
    return this.page.show(code, request, response);
  }

  @Post()
  @HttpCode(200)
  decide(
    @Body({ schema: deviceForm }) form: DeviceForm,
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ) {
    return this.page.submit(form, request, response);
  }
}
