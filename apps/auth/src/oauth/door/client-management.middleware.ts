import type { IncomingMessage } from 'node:http';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { ClientSecrets } from '../../clients/client-secrets.js';
import { answerForeignRegistration } from './foreign-registration.js';

/**
 * RFC 7592 §2.2: a client may repeat its secret when it changes its registration. The library compares it with what it
 * was given as the secret, which is the kept hash; so the repeated one becomes a hash too before the library looks.
 */
export class ClientManagement {
  constructor(private readonly secrets: ClientSecrets) {}

  async before(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    if (ctx.method === 'PUT' && ctx.is('application/json') === 'application/json')
      Object.assign(ctx.req, { body: this.withHash(await textOf(ctx.req)) });
    await answerForeignRegistration(ctx, next);
  }

  /** What is no object goes on as it came, for the library to refuse. */
  private withHash(text: string): unknown {
    const body = objectIn(text);
    if (body === undefined) return text;
    const { client_secret: secret } = body;
    if (typeof secret !== 'string') return body;
    return { ...body, client_secret: this.secrets.hash(secret).toString('base64url') };
  }
}

/** At most as much as the library reads where it reads itself; what is longer is no JSON any more, and refused as such. */
const BODY_BYTES_MAX = 56 * 1024;

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
