/** Somebody's sign-in in one browser, as `auth.session` keeps it. */
export interface BrowserSession {
  /** May be shown, unlike the cookie: it is the `sid` of tokens and the handle for ending the session. */
  readonly publicId: string;
  readonly userId: string;
  readonly csrfSecret: Buffer;
  /** How the person proved who they are (RFC 8176), and how strongly. */
  readonly amr: readonly string[];
  readonly acr?: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly idleExpiresAt: Date;
  readonly absoluteExpiresAt: Date;
}
