import { signInProviders } from '@caregate/core-contracts';
import { Public } from '@caregate/kit-http';
import { Controller, Get, Inject, SerializeOptions } from '@nestjs/common';
import { SignInOffer } from './sign-in-offer.js';

@Controller('auth/providers')
@Public()
export class SignInProvidersController {
  constructor(@Inject(SignInOffer) private readonly offer: SignInOffer) {}

  /** For pages that offer the sign-in themselves. A provider cannot be called `providers`: this route comes first. */
  @Get()
  @SerializeOptions({ schema: signInProviders })
  list() {
    return this.offer.list();
  }
}
