import type { PlainForm } from './lane-question.js';

/** How a client with a secret says who it is (RFC 6749 §2.3.1). */
export interface LaneCredentials {
  readonly clientId: string;
  readonly secret: string;
  /** Clients of the older EHR server name their application too. */
  readonly appId: string | undefined;
}

/** Letters that no encoding changes, so that every reader of the header reads the same. */
const PLAIN = /^([\w.~-]{1,128}):([\w.~-]{1,256})$/u;

/** By exactly one of the two ways; `undefined` for every other way, and for what only looks like one. */
export function laneCredentialsOf(authorization: string | undefined, form: PlainForm): LaneCredentials | undefined {
  const { client_id: named, client_secret: posted, app_id: appId } = form;
  if (authorization === undefined)
    return named === undefined || posted === undefined ? undefined : { clientId: named, secret: posted, appId };
  const basic = posted === undefined ? basicIn(authorization) : undefined;
  if (basic === undefined || (named !== undefined && named !== basic.clientId)) return undefined;
  return { ...basic, appId };
}

function basicIn(authorization: string) {
  const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/u.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64');
  const [, clientId, secret] = PLAIN.exec(decoded.toString('latin1')) ?? [];
  const isCanonical = decoded.toString('base64') === encoded;
  return clientId === undefined || secret === undefined || !isCanonical ? undefined : { clientId, secret };
}
