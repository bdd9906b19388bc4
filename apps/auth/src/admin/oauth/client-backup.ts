import { createHash } from 'node:crypto';
import { isRole } from '@caregate/core-permissions';
import { DomainError } from '@caregate/core-errors';
import { z } from 'zod';
import type { OAuthClient } from '../../clients/oauth-client.js';

/** Applications with the keyed hashes of their secrets: of no use without the pepper, which is in no backup. */
const backupContent = z.strictObject({
  version: z.literal(1),
  made_at: z.string(),
  clients: z.array(
    z.strictObject({
      client_id: z.string(),
      app_id: z.string(),
      app_name: z.string(),
      secret_hash: z.string().nullable(),
      role: z.string().refine(isRole).nullable(),
      scopes: z.array(z.string()),
      metadata: z.record(z.string(), z.unknown()),
      created_by: z.string().nullable(),
      expires_at: z.string().nullable(),
    }),
  ),
});

const backup = z.strictObject({ content: backupContent, sha256: z.string() });

export function backupOf(clients: readonly OAuthClient[], at: Date): string {
  const content: z.output<typeof backupContent> = {
    version: 1,
    made_at: at.toISOString(),
    clients: clients.map((client) => ({
      client_id: client.clientId,
      app_id: client.appId,
      app_name: client.appName,
      secret_hash: client.secretHash?.toString('base64url') ?? null,
      role: client.role ?? null,
      scopes: [...client.scopes],
      metadata: { ...client.metadata },
      created_by: client.createdBy ?? null,
      expires_at: client.expiresAt?.toISOString() ?? null,
    })),
  };
  return `${JSON.stringify({ content, sha256: digestOf(content) }, null, 2)}\n`;
}

/** Throws `oauth.backup.unreadable` for anything but a whole backup. */
export function clientsInBackup(text: string): OAuthClient[] {
  const { content, sha256 } = parsed(text);
  if (digestOf(content) !== sha256) throw new DomainError('oauth.backup.unreadable');
  return content.clients.map((row) => ({
    clientId: row.client_id,
    appId: row.app_id,
    appName: row.app_name,
    ...(row.secret_hash === null ? {} : { secretHash: Buffer.from(row.secret_hash, 'base64url') }),
    ...(row.role === null ? {} : { role: row.role }),
    scopes: row.scopes,
    metadata: row.metadata,
    ...(row.created_by === null ? {} : { createdBy: row.created_by }),
    ...(row.expires_at === null ? {} : { expiresAt: new Date(row.expires_at) }),
  }));
}

function parsed(text: string): z.output<typeof backup> {
  try {
    return backup.parse(JSON.parse(text));
  } catch (cause) {
    throw new DomainError('oauth.backup.unreadable', { cause });
  }
}

function digestOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
