import type { SignInProviders } from '@caregate/core-contracts';

/** Where people can sign in: names that the login page shows to everybody too. */
export class SignInOffer {
  constructor(private readonly providers: { readonly all: readonly { name: string; title: string }[] }) {}

  list(): SignInProviders {
    return { providers: this.providers.all.map(({ name, title }) => ({ name, title, href: `/auth/${name}` })) };
  }
}
