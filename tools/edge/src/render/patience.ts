/**
 * In how many seconds a request has to arrive. Whoever sends a byte now and then otherwise keeps a connection for ever,
 * at Traefik and Caddy, until there are no more. nginx waits a minute by itself.
 */
export const HEADERS_SECONDS_MAX = 30;
export const REQUEST_SECONDS_MAX = 120;

/** For `/verify` to say whether somebody may come in; who cannot be judged is refused. */
export const VERDICT_SECONDS_MAX = 10;
