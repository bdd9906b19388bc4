import { DomainError } from '@caregate/core-errors';
import type { EntityManager } from 'typeorm';

export interface Request {
  readonly caller: string;
  readonly tool: string;
  readonly hash: Buffer;
}

export interface KeyedRequest extends Request {
  readonly key: string;
}

interface Row<T> {
  readonly request_hash: Buffer;
  readonly response: T;
}

const find = `SELECT request_hash, response FROM ehr.idempotency WHERE caller = $1 AND key = $2 AND tool = $3`;

const claim = `
  INSERT INTO ehr.idempotency (caller, key, tool, request_hash, response) VALUES ($1, $2, $3, $4, '{}'::jsonb)
  ON CONFLICT DO NOTHING RETURNING key`;

const keep = `UPDATE ehr.idempotency SET response = $4 WHERE caller = $1 AND key = $2 AND tool = $3`;

/** One from the future was made before the clock was set back; how old it is nobody knows. A clock may be put right by a little. */
const spend = `
  DELETE FROM ehr.idempotency
  WHERE caller = $1 AND key = $2 AND tool = $3 AND request_hash = $4
    AND created_at BETWEEN now() - interval '10 minutes' AND now() + interval '1 minute'
  RETURNING response`;

const withdraw = `DELETE FROM ehr.idempotency WHERE caller = $1 AND key = $2 AND tool = $3`;

const forget = `DELETE FROM ehr.idempotency WHERE caller = $1 AND tool = $2 AND created_at < now() - interval '1 hour'`;

/** What was answered to this key before; refuses a key that was used for something else. */
export async function earlierAnswer<T>(manager: EntityManager, request: KeyedRequest): Promise<T | undefined> {
  const { caller, key, tool, hash } = request;
  const [row] = await manager.query<Row<T>[]>(find, [caller, key, tool]);
  if (row === undefined) return undefined;
  if (!hash.equals(row.request_hash)) throw new DomainError('mcp.idempotency.mismatch');
  return row.response;
}

/** Takes the key, or waits for whoever took it and answers what they answered. */
export async function claimKey<T>(manager: EntityManager, request: KeyedRequest): Promise<T | undefined> {
  const { caller, key, tool, hash } = request;
  const claimed = await manager.query<{ key: string }[]>(claim, [caller, key, tool, hash]);
  return claimed.length > 0 ? undefined : earlierAnswer<T>(manager, request);
}

export async function keepAnswer(manager: EntityManager, request: KeyedRequest, answer: object): Promise<void> {
  await manager.query(keep, [request.caller, request.key, request.tool, JSON.stringify(answer)]);
}

/** What the person is shown beside what would be done. */
export interface Shown {
  readonly message: string;
  readonly warnings: readonly string[];
}

/** Tokens lie beside the keys, under a name that no tool has, and those that nobody used are cleared away here. */
export async function issueConfirmation(
  manager: EntityManager,
  { caller, tool, hash }: Request,
  { token, ...shown }: Shown & { readonly token: string },
): Promise<void> {
  await manager.query(forget, [caller, confirmationOf(tool)]);
  await manager.query(claim, [caller, token, confirmationOf(tool), hash]);
  await keepAnswer(manager, { caller, tool: confirmationOf(tool), hash, key: token }, shown);
}

/** Once, by the same caller, for the same arguments, within ten minutes. Answers what was agreed to. */
export async function spendConfirmation(
  manager: EntityManager,
  { caller, tool, hash }: Request,
  token: string,
): Promise<Shown | undefined> {
  // An older version asked without writing down the whole question: the person is asked anew.
  const [[row]] = await manager.query<[Pick<Row<Shown | null>, 'response'>[], number]>(spend, [
    caller,
    token,
    confirmationOf(tool),
    hash,
  ]);
  return row?.response?.message === undefined ? undefined : row.response;
}

/** Whatever it was for: it was asked, and the answer was no. */
export async function withdrawConfirmation(
  manager: EntityManager,
  { caller, tool }: Pick<Request, 'caller' | 'tool'>,
  token: string,
): Promise<void> {
  await manager.query(withdraw, [caller, token, confirmationOf(tool)]);
}

function confirmationOf(tool: string): string {
  return `confirm:${tool}`;
}
