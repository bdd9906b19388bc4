import { seededClients, type RunningStack } from '@caregate/dev';

export interface SeededBasic {
  readonly clientId: string;
  readonly clientSecret: string;
  /** RFC 6749 §2.3.1. */
  readonly authorization: string;
}

/** How a seeded application proves who it is. */
export function seededBasic(stack: RunningStack, appId: string): SeededBasic {
  const client = seededClients(stack.folder).find((each) => each.app_id === appId);
  if (client === undefined) throw new Error(`${appId} is not among the seeded clients`);
  const { client_id: clientId, client_secret: clientSecret } = client;
  return { clientId, clientSecret, authorization: basicOf(clientId, clientSecret) };
}

export function basicOf(clientId: string, clientSecret: string): string {
  return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
}
