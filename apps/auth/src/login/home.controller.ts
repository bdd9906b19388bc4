import type { IncomingMessage, ServerResponse } from 'node:http';
import { Public } from '@caregate/kit-http';
import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import { style } from '../pages/style.js';
import { HomePage } from './home.page.js';

@Controller()
@Public()
export class HomeController {
  constructor(@Inject(HomePage) private readonly page: HomePage) {}

  @Get()
  home(@Req() request: IncomingMessage, @Res() response: ServerResponse) {
    return this.page.show(request, response);
  }

  @Get('assets/style.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  style() {
    return style;
  }
}
