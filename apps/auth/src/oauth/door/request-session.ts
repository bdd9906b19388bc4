import type { KoaContextWithOIDC } from 'oidc-provider';

const SESSION = /^op_session(?:\.sig)?=/u;
/** Where a request goes on, as long as it does: the library writes this cookie empty to take it away. */
const RESUME = /^op_resume=[^;]+; path=([^;]+)/u;

/**
 * Somebody who connects two assistants has two pages of consent open. The library has one session for both, and ours is
 * one authorization request long; so its cookie goes to where that request goes on, and is over with it.
 */
export const requestSession = {
  async keepApart(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    await next();
    const lines = [ctx.response.headers['set-cookie'] ?? []].flat().map(String);
    if (!lines.some((line) => SESSION.test(line))) return;
    const path = lines.flatMap((line) => RESUME.exec(line)?.[1] ?? []).at(0);
    const others = lines.filter((line) => !SESSION.test(line));
    const session = path === undefined ? [] : lines.filter((line) => SESSION.test(line));
    ctx.set('set-cookie', [...others, ...session.map((line) => line.replace('; path=/;', `; path=${path};`))]);
  },
};
