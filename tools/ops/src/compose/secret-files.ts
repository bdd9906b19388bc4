import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { databaseRoles } from '@caregate/data-models';
import type { DeploymentFacts } from './deployment-facts.js';

/** Gives the content of a file that is there already, so that a second run changes no password. */
export type Kept = (name: string) => string | undefined;

/** Everything in `deploy/compose/secrets`, by name. Nothing has a default: each deployment makes its own. */
export function secretFiles(facts: DeploymentFacts, kept: Kept): ReadonlyMap<string, string> {
  const once = (name: string, make: () => string) => kept(name) ?? make();
  const postgres = once('postgres_password', secret);
  const roles = rolePasswords(kept('role_passwords'));
  const redis = once('redis_password', secret);
  const orthanc = once('orthanc_password', secret);
  const roleUrls = databaseRoles.map((role): [string, string] => [
    `${role.replace('caregate_', '')}_database_url`,
    databaseUrl(role, roles[role] ?? ''),
  ]);
  return new Map([
    ['postgres_password', postgres],
    ['admin_database_url', databaseUrl('postgres', postgres)],
    ['role_passwords', JSON.stringify(roles)],
    ...roleUrls,
    ['redis_password', redis],
    ['redis_users', redisUsers(redis)],
    ['redis_url', `redis://caregate:${redis}@redis:6379/0`],
    // Its version 1.45 looks the password up without the user, later ones with it.
    ['redis_exporter', JSON.stringify({ 'redis://caregate@redis:6379': redis, 'redis://redis:6379': redis })],
    ['orthanc_password', orthanc],
    ['orthanc_loader_password', once('orthanc_loader_password', secret)],
    ['orthanc_authorization', `Basic ${Buffer.from(`gateway:${orthanc}`).toString('base64')}`],
    ['grafana_password', once('grafana_password', secret)],
    ['key_encryption', once('key_encryption', secret)],
    ['cookie', once('cookie', secret)],
    ['client_pepper', once('client_pepper', secret)],
    ['registration_token', once('registration_token', secret)],
    ['audit_anchor_key', once('audit_anchor_key', anchorKey)],
    ['oidc_providers', JSON.stringify([{ name: 'hospital', ...facts.identityProvider }])],
    ['access', JSON.stringify(accessOf(facts), null, 2)],
  ]);
}

/** Base64url, so that it needs no escaping in an address. */
function secret(): string {
  return randomBytes(32).toString('base64url');
}

/** A newer version may have roles that an older one did not know. */
function rolePasswords(kept = '{}'): Record<string, string> {
  const known: unknown = JSON.parse(kept);
  const made = Object.fromEntries(databaseRoles.map((role) => [role, secret()]));
  return { ...made, ...(typeof known === 'object' ? known : {}) };
}

function databaseUrl(user: string, password: string): string {
  return `postgresql://${user}:${password}@postgres:5432/caregate`;
}

/** Redis keeps a digest only (redis.io, ACL: `#<hash>`), and our user may not empty, stop or reconfigure it. */
function redisUsers(password: string): string {
  const digest = createHash('sha256').update(password).digest('hex');
  const denied = ['flushall', 'flushdb', 'shutdown', 'debug', 'config', 'replicaof', 'module', 'acl', 'save', 'bgsave'];
  const rights = ['+@all', ...denied.map((command) => `-${command}`)].join(' ');
  return `user default off\nuser caregate on #${digest} ~* &* ${rights}`;
}

function anchorKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trimEnd();
}

/** The first administrator is somebody whom the identity provider knows; there is no password of ours. */
function accessOf({ identityProvider, administrator }: DeploymentFacts) {
  return { people: [{ issuer: identityProvider.issuer, role: 'admin', ...administrator }], relations: [] };
}
