import type { KoaContextWithOIDC, Provider } from 'oidc-provider';

const REGISTRATION = /^\/reg\/([\w-]{1,64})$/u;

/**
 * RFC 7592 §2.1 leaves two refusals to who brings a good token to the wrong address: 403 where another client lives, 404
 * where none does. The library says 401 to both, as to who brings no token; it also takes the token away, so a look
 * around costs one registration each and who has no token at all learns nothing.
 */
export async function answerForeignRegistration(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  const asked = REGISTRATION.exec(ctx.path)?.[1];
  // Before the library takes it away. The application of a request of the library is the library itself.
  const owner = asked === undefined ? undefined : await ownerOf(ctx, ctx.app as unknown as Provider);
  await next();
  if (asked === undefined || owner === undefined || owner === asked || ctx.status !== 401) return;
  const known = (await ctx.oidc.provider.Client.find(asked)) !== undefined;
  ctx.remove('www-authenticate');
  ctx.status = known ? 403 : 404;
  ctx.body = known
    ? { error: 'access_denied', error_description: 'registration access token of another client' }
    : { error: 'invalid_client_id', error_description: 'no such client' };
}

async function ownerOf(ctx: KoaContextWithOIDC, provider: Provider): Promise<string | undefined> {
  const token = /^Bearer ([\w~+/.-]+=*)$/iu.exec(ctx.get('authorization'))?.[1];
  return token === undefined ? undefined : (await provider.RegistrationAccessToken.find(token))?.clientId;
}
