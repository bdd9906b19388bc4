import { HostCookie, type CookiePlace } from '../sessions/session-cookie.js';
import { isOpaqueId } from '../sessions/opaque-id.js';

/** Two windows that begin at the same moment bring two; more are somebody's play. */
const IDS_MAX = 4;

/**
 * Tells browsers apart while they sign in. The name begins the id, since of two windows that begin at once, neither of them
 * with a cookie yet, the later answer would overwrite what the earlier sign-in is bound to.
 */
export class BrowserCookies {
  constructor(private readonly place: CookiePlace) {}

  set(id: string, maxAgeSeconds: number): string {
    return this.named(id).set(id, maxAgeSeconds);
  }

  /** The ids in a Cookie header; of a name that stands there twice none, as of any cookie of ours. */
  read(header = ''): readonly string[] {
    const ids = new Set(header.split(';').flatMap((pair) => pair.trim().split('=').slice(1)));
    return [...ids].filter((id) => isOpaqueId(id) && this.named(id).read(header) === id).slice(0, IDS_MAX);
  }

  private named(id: string): HostCookie {
    return new HostCookie(`login-${id.slice(0, 8)}`, this.place);
  }
}
