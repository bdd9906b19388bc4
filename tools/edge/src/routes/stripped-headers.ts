import { identityHeaders } from '@caregate/core-contracts';

/** By these an edge tells of the request; from a client they are lies. */
const forwardingHeaders = [
  'Forwarded',
  'X-Original-URL',
  'X-Original-Method',
  'X-Forwarded-Method',
  'X-Forwarded-Uri',
  'X-Forwarded-Prefix',
  'X-Forwarded-Server',
  'X-Forwarded-Port',
  'X-Real-Ip',
] as const;

/** By these other gateways say who asks (Authelia, oauth2-proxy), and servers behind them believe it. We say none. */
const foreignIdentityHeaders = [
  'Remote-User',
  'Remote-Name',
  'Remote-Email',
  'Remote-Groups',
  'X-Remote-User',
  'X-Forwarded-User',
  'X-Forwarded-Email',
  'X-Forwarded-Groups',
  'X-Forwarded-Preferred-Username',
  'X-Forwarded-Access-Token',
  'X-Auth-Request-User',
  'X-Auth-Request-Email',
] as const;

/** What nobody but the edge may say, so that it is taken from every request. */
export const strippedHeaders = [...identityHeaders, ...forwardingHeaders, ...foreignIdentityHeaders] as const;
