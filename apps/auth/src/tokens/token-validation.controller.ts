import { Limited, Public } from '@caregate/kit-http';
import { Body, Controller, HttpCode, Inject, Post, SerializeOptions } from '@nestjs/common';
import { tokenValidation, tokenValidationRequest, type TokenValidationRequest } from './token-validation.schema.js';
import { TokenValidationService } from './token-validation.service.js';

/** For callers of the older gateway, which cannot verify a signature themselves. */
@Controller('token')
export class TokenValidationController {
  constructor(@Inject(TokenValidationService) private readonly tokens: TokenValidationService) {}

  @Post('validate')
  @HttpCode(200)
  @Public()
  @Limited('token-validate')
  @SerializeOptions({ schema: tokenValidation })
  validate(@Body({ schema: tokenValidationRequest }) request: TokenValidationRequest) {
    return this.tokens.validate(request);
  }
}
