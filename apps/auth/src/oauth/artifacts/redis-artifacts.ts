import { createHash } from 'node:crypto';
import { DomainError } from '@caregate/core-errors';
import type { Redis } from 'ioredis';
import type { AdapterPayload } from 'oidc-provider';
import { CLOCKS_APART_SECONDS } from '../../clock.js';
import { POLL_SECONDS } from '../device/device-pace.js';
import type { ArtifactStore, StoredArtifact } from './artifact-store.js';

/** Names of keys as the older gateway had them, for who looks with its tools; what it had not has a name alike. */
const KINDS: Readonly<Record<string, string>> = {
  AuthorizationCode: 'code',
  RefreshToken: 'refresh',
  AccessToken: 'token',
  Interaction: 'state',
  Session: 'session',
  DeviceCode: 'device',
  ReplayDetection: 'replay',
  Grant: 'grant',
};

/** One step, so that of two who come at once only one finds it unused (Keycloak CVE-2026-1035). */
const CONSUME = `
local raw = redis.call('GET', KEYS[1])
if not raw then return 0 end
local stored = cjson.decode(raw)
if stored.consumedAt then
  local used = tonumber(stored.consumedAt)
  if ARGV[2] == '' or used <= tonumber(ARGV[2]) or used > tonumber(ARGV[1]) + tonumber(ARGV[3]) then return 0 end
  if not stored.again then redis.call('SET', KEYS[1], string.sub(raw, 1, -2) .. ',"again":true}', 'KEEPTTL') end
  return 1
end
redis.call('SET', KEYS[1], string.sub(raw, 1, -2) .. ',"consumedAt":' .. ARGV[1] .. '}', 'KEEPTTL')
return 1`;

/** What a first use has appended, and nothing after it. */
const RELEASE = `
local raw, used = redis.call('GET', KEYS[1]), ',"consumedAt":' .. ARGV[1] .. '}'
if not raw or string.sub(raw, -#used) ~= used then return 0 end
redis.call('SET', KEYS[1], string.sub(raw, 1, -#used - 1) .. '}', 'KEEPTTL')
return 1`;

/** Answers a device that nobody has answered: the new text stands only in the place of the very one that was read. */
const REPLACE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
return 1`;

/** Apart from the device itself, so that its questions never stand in the way of the person who answers it. */
const POLL = `
local left = redis.call('PTTL', KEYS[1])
if left <= 0 then return 1 end
local told = redis.call('GET', KEYS[2])
local after, seconds = 0, tonumber(ARGV[2])
if told then
  local colon = string.find(told, ':', 1, true)
  after, seconds = tonumber(string.sub(told, 1, colon - 1)), tonumber(string.sub(told, colon + 1))
end
local hasty = after > tonumber(ARGV[1]) and after <= tonumber(ARGV[1]) + (seconds + tonumber(ARGV[3])) * 1000
if hasty then seconds = seconds + tonumber(ARGV[2]) end
redis.call('SET', KEYS[2], string.format('%.0f:%d', tonumber(ARGV[1]) + seconds * 1000, seconds), 'PX', left)
return hasty and 0 or 1`;

interface Kept {
  readonly payload: AdapterPayload;
  readonly consumedAt?: number;
  /** Used again within its grace. */
  readonly again?: boolean;
}

/**
 * What the authorization server must remember, in Redis: each thing expires by itself. Ids stand there as hashes, and
 * payloads hold no id, so a copy of it opens nothing. Whatever has to outlive Redis is in PostgreSQL all the same.
 */
export class RedisArtifacts implements ArtifactStore {
  constructor(private readonly redis: Redis) {}

  async upsert(model: string, id: string, payload: AdapterPayload, expiresAt: Date | undefined): Promise<void> {
    const key = keyOf(model, id);
    const before = parsed(await this.ask((redis) => redis.get(key)));
    await this.write(key, { ...before, payload: withoutValue(payload) }, expiresAt);
    await this.index(model, key, payload, expiresAt);
  }

  async insertOnce(model: string, id: string, payload: AdapterPayload, expiresAt: Date | undefined): Promise<boolean> {
    const text = JSON.stringify({ payload: withoutValue(payload) });
    const key = keyOf(model, id);
    if (expiresAt === undefined) return (await this.ask((redis) => redis.set(key, text, 'NX'))) === 'OK';
    return (await this.ask((redis) => redis.set(key, text, 'PXAT', expiresAt.getTime(), 'NX'))) === 'OK';
  }

  async find(model: string, id: string): Promise<StoredArtifact | undefined> {
    const stored = parsed(await this.ask((redis) => redis.get(keyOf(model, id))));
    return stored && { ...storedOf(stored), payload: { ...stored.payload, jti: id } };
  }

  async findByUid(model: string, uid: string): Promise<StoredArtifact | undefined> {
    const key = await this.ask((redis) => redis.get(indexOf(model, 'uid', uid)));
    const stored = key === null ? undefined : parsed(await this.ask((redis) => redis.get(key)));
    return stored && storedOf(stored);
  }

  async consume(model: string, id: string, at: Date, graceSince?: Date): Promise<boolean> {
    const since = graceSince === undefined ? '' : String(graceSince.getTime());
    const values = [String(at.getTime()), since, String(CLOCKS_APART_SECONDS * 1000)];
    return (await this.ask((redis) => redis.eval(CONSUME, 1, keyOf(model, id), ...values))) === 1;
  }

  async release(model: string, id: string, at: Date): Promise<boolean> {
    return (await this.ask((redis) => redis.eval(RELEASE, 1, keyOf(model, id), String(at.getTime())))) === 1;
  }

  async destroy(model: string, id: string): Promise<boolean> {
    return (await this.ask((redis) => redis.del(keyOf(model, id)))) === 1;
  }

  async bindGrantToSession(grantId: string, sessionId: string): Promise<void> {
    const key = keyOf('Grant', grantId);
    const text = await this.ask((redis) => redis.get(key));
    const stored = parsed(text);
    if (text === null || stored === undefined) return;
    const bound = JSON.stringify({ ...stored, payload: { ...stored.payload, uid: sessionId } });
    await this.ask((redis) => redis.eval(REPLACE, 1, key, text, bound));
  }

  async sessionOfGrant(grantId: string): Promise<string | undefined> {
    return parsed(await this.ask((redis) => redis.get(keyOf('Grant', grantId))))?.payload.uid;
  }

  async findWaitingDevice(userCode: string): Promise<AdapterPayload | undefined> {
    return (await this.waiting(userCode))?.stored.payload;
  }

  async pollDevice(deviceCode: string, at: Date): Promise<boolean> {
    const key = keyOf('DeviceCode', deviceCode);
    const told = key.replace(':device:', ':device_poll:');
    const numbers = [at.getTime(), POLL_SECONDS, CLOCKS_APART_SECONDS].map(String);
    return (await this.ask((redis) => redis.eval(POLL, 2, key, told, ...numbers))) === 1;
  }

  async answerDevice(userCode: string, answer: Partial<AdapterPayload>): Promise<boolean> {
    const found = await this.waiting(userCode);
    if (found === undefined) return false;
    const answered = JSON.stringify({ payload: { ...found.stored.payload, ...answer } });
    return (await this.ask((redis) => redis.eval(REPLACE, 1, found.key, found.text, answered))) === 1;
  }

  private async waiting(userCode: string) {
    const key = await this.ask((redis) => redis.get(indexOf('DeviceCode', 'user_code', userCode)));
    const text = key === null ? null : await this.ask((redis) => redis.get(key));
    const stored = parsed(text);
    if (key === null || text === null || stored === undefined || stored.consumedAt !== undefined) return undefined;
    const { accountId, error } = stored.payload;
    return accountId === undefined && error === undefined ? { key, text, stored } : undefined;
  }

  private async index(model: string, key: string, { uid, userCode }: AdapterPayload, expiresAt: Date | undefined) {
    if (uid !== undefined) await this.writeText(indexOf(model, 'uid', uid), key, expiresAt);
    if (userCode !== undefined) await this.writeText(indexOf(model, 'user_code', userCode), key, expiresAt);
  }

  /** A Redis that is away, does not answer or takes no writes is a reason to come again, whatever it calls that. */
  private async ask<T>(command: (redis: Redis) => Promise<T>): Promise<T> {
    try {
      return await command(this.redis);
    } catch (cause) {
      throw new DomainError('service.unavailable', { cause });
    }
  }

  private write(key: string, kept: Kept, expiresAt: Date | undefined): Promise<void> {
    return this.writeText(key, JSON.stringify(kept), expiresAt);
  }

  private async writeText(key: string, text: string, expiresAt: Date | undefined): Promise<void> {
    if (expiresAt === undefined) await this.ask((redis) => redis.set(key, text));
    else await this.ask((redis) => redis.set(key, text, 'PXAT', expiresAt.getTime()));
  }
}

function keyOf(model: string, id: string): string {
  return `oauth:${KINDS[model] ?? model.toLowerCase()}:${createHash('sha256').update(id).digest('base64url')}`;
}

function indexOf(model: string, by: 'uid' | 'user_code', value: string): string {
  return `oauth:${KINDS[model] ?? model.toLowerCase()}_${by}:${createHash('sha256').update(value).digest('base64url')}`;
}

/** `jti` is the code, token or cookie itself, and an interaction repeats the cookie of its session. */
function withoutValue({ jti: _value, session, ...rest }: AdapterPayload): AdapterPayload {
  if (session === undefined) return rest;
  const { cookie: _cookie, ...harmless } = { cookie: undefined, ...session };
  return { ...rest, session: harmless };
}

/** What stands in Redis was written by this class, hence the cast. */
function parsed(text: string | null): Kept | undefined {
  return text === null ? undefined : (JSON.parse(text) as Kept);
}

function storedOf({ payload, consumedAt }: Kept): StoredArtifact {
  return { payload, ...(consumedAt === undefined ? {} : { consumedAt: new Date(consumedAt) }) };
}
