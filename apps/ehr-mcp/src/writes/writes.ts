import { randomBytes } from 'node:crypto';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { AuthorizedContext } from '@caregate/kit-mcp';
import type { DataSource, EntityManager } from 'typeorm';
import { oneLine } from '../shape/one-line.js';
import { hashOf } from './canonical.js';
import { meaningOf } from './meaning-of.js';
import { Turns } from './turns.js';
import { markUnchanged } from './unchanged.js';
import {
  claimKey,
  earlierAnswer,
  issueConfirmation,
  keepAnswer,
  spendConfirmation,
  withdrawConfirmation,
  type Request,
  type Shown,
} from './writes.sql.js';

/** Whose writes a person has to approve: those of people and of agents that act for them, everybody's, nobody's. */
export type ConfirmationPolicy = 'people' | 'always' | 'never';

export interface Control {
  readonly idempotency_key?: string | undefined;
  readonly dry_run?: boolean | undefined;
  readonly confirm_token?: string | undefined;
}

export interface Write<T> {
  readonly tool: string;
  readonly context: Pick<AuthorizedContext, 'caller' | 'patientId' | 'recordIn' | 'ask'>;
  /** As the tool was given them; compared by what they mean, without the control arguments. */
  readonly input: Control & Readonly<Record<string, unknown>>;
  /** Whether this write is one that a person has to approve. */
  readonly confirmed: boolean;
  /** What the person has to know besides what the answer says in words, such as how often a drug is to be taken. */
  readonly details?: readonly (string | undefined)[];
  /** Set for what many may ask for at once. */
  readonly contested?: Contested;
  /** Does it, and says what is answered. Runs in a transaction that may be rolled back afterwards. */
  readonly work: (manager: EntityManager) => Promise<T>;
}

/** Who asks for one of these things waits for the others here, where no connection and no lock is held meanwhile. */
export interface Contested {
  readonly thing: string;
  /** Refuses what is taken already, by one plain read; what it lets through is checked again under locks. */
  readonly look: (manager: EntityManager) => Promise<void>;
}

/** Says in words what was done, or would be. */
export interface Answer {
  readonly message: string;
  readonly warnings?: readonly (string | { readonly message: string })[];
  readonly not_checked?: string;
}

export type Done<T> = T & {
  readonly status: 'success' | 'dry_run' | 'confirmation_required';
  readonly confirm_token?: string;
};

/** One way for every write: idempotency, rehearsal, approval, work and audit record in one transaction. */
export class Writes {
  private readonly turns = new Turns();

  constructor(
    private readonly dataSource: DataSource,
    private readonly policy: ConfirmationPolicy,
  ) {}

  perform<T extends Answer>(write: Write<T>): Promise<Done<T>> {
    const { contested, input } = write;
    if (contested === undefined) return this.begin(write);
    // What stands in the way of a call that is repeated may be what it did before.
    const isFirst = input.idempotency_key === undefined && input.confirm_token === undefined;
    const look = async () => (isFirst ? contested.look(this.dataSource.manager) : undefined);
    return this.turns.take(contested.thing, look, () => this.begin(write));
  }

  /** Nobody agreed: what was asked can no longer be done by the token of the question. */
  async withdraw({ subject }: Pick<Caller, 'subject'>, tool: string, token: string): Promise<void> {
    await withdrawConfirmation(this.dataSource.manager, { caller: subject, tool }, token);
  }

  private begin<T extends Answer>(write: Write<T>): Promise<Done<T>> {
    return this.dataSource.transaction(async (manager) => {
      const answer = await this.answer(manager, write);
      await write.context.recordIn(manager);
      return answer;
    });
  }

  private async answer<T extends Answer>(manager: EntityManager, write: Write<T>): Promise<Done<T>> {
    const { caller, patientId } = write.context;
    const { idempotency_key: key, dry_run: dryRun = false, confirm_token: token, ...rest } = write.input;
    const request = { caller: caller.subject, tool: write.tool, hash: hashOf(meaningOf(rest, patientId)) };
    const earlier = key === undefined ? undefined : await earlierAnswer<Done<T>>(manager, { ...request, key });
    if (dryRun) return triedOut(manager, write.work, earlier);
    if (earlier !== undefined) return repeated(manager, earlier);
    const asks = this.asksFor(write, caller);
    if (asks && token === undefined) return this.askForConfirmation(manager, write, request);
    const agreed = asks && token !== undefined ? await agreedTo(manager, request, token) : undefined;
    if (key !== undefined) {
      const meanwhile = await claimKey<Done<T>>(manager, { ...request, key });
      if (meanwhile !== undefined) return repeated(manager, meanwhile);
    }
    const done = { ...(await write.work(manager)), status: 'success' as const };
    if (agreed !== undefined) refuseUnshown(done, agreed);
    if (key !== undefined) await keepAnswer(manager, { ...request, key }, done);
    return done;
  }

  private asksFor({ confirmed }: Pick<Write<never>, 'confirmed'>, { kind }: Caller): boolean {
    return confirmed && (this.policy === 'always' || (this.policy === 'people' && kind !== 'client'));
  }

  private async askForConfirmation<T extends Answer>(
    manager: EntityManager,
    { work, context, details = [] }: Write<T>,
    request: { readonly caller: string; readonly tool: string; readonly hash: Buffer },
  ): Promise<Done<T>> {
    const preview = await rehearsed(manager, work);
    markUnchanged(manager, 'write.previewed');
    const token = randomBytes(18).toString('base64url');
    await issueConfirmation(manager, request, { token, message: preview.message, warnings: warningsIn(preview) });
    context.ask({ message: questionOf(preview, details), token });
    return said('Not done yet, the person has to agree', preview, {
      status: 'confirmation_required',
      confirm_token: token,
    });
  }
}

/** All that a person has to know to agree: what would be done, and what stands against it. */
function questionOf(preview: Answer, details: NonNullable<Write<unknown>['details']>): string {
  const told = details.flatMap((detail) => (detail === undefined ? [] : [` ${oneLine(detail)}.`])).join('');
  const warnings = warningsIn(preview).map((sentence) => `Warning: ${sentence}`);
  return [`To be done: ${preview.message}.${told}`, ...warnings].join('\n');
}

function warningsIn({ warnings = [], not_checked: unknown }: Answer): readonly string[] {
  const sentences = warnings.map((warning) => (typeof warning === 'string' ? warning : warning.message));
  return unknown === undefined ? sentences : [...sentences, unknown];
}

async function agreedTo(manager: EntityManager, request: Request, token: string): Promise<Shown> {
  const shown = await spendConfirmation(manager, request, token);
  if (shown === undefined) throw new DomainError('ehr.confirmation.invalid');
  return shown;
}

/** Nobody agrees to what came up after they were asked: an allergy that was recorded since, or that the visit was moved. */
function refuseUnshown(done: Answer, { message, warnings }: Shown): void {
  const unshown = warningsIn(done).filter((sentence) => !warnings.includes(sentence));
  if (!isSame(done.message, message)) unshown.unshift(`To be done would be now: ${done.message}.`);
  if (unshown.length === 0) return;
  throw new DomainError('ehr.confirmation.invalid', {
    publicMessage: `Nothing was changed: since the person was asked there is something else to tell. ${unshown.join(' ')} Call without confirm_token, so that they are asked again.`,
  });
}

/** A number of a patient may be typed in another case when the call is repeated. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A model must not read a rehearsal as the thing done. */
function said<T extends Answer>(before: string, answer: T, more: Omit<Done<unknown>, keyof Answer>): Done<T> {
  return { ...answer, message: `${before}: ${answer.message}`, ...more };
}

/** What the call would answer, which is what it answered before where its key was used for it. */
async function triedOut<T extends Answer>(
  manager: EntityManager,
  work: Write<T>['work'],
  earlier: T | undefined,
): Promise<Done<T>> {
  const answer = earlier ?? (await rehearsed(manager, work));
  markUnchanged(manager, 'write.previewed');
  return said('Nothing was changed', answer, { status: 'dry_run' });
}

/** The trail has the change once, from the call that made it. */
function repeated<T>(manager: EntityManager, earlier: T): T {
  markUnchanged(manager, 'write.repeated');
  return earlier;
}

/** Does the work and takes it back: every check is made by the database itself, not by a copy of its rules. */
async function rehearsed<T>(manager: EntityManager, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  await manager.query('SAVEPOINT rehearsal');
  const answer = await work(manager);
  await manager.query('ROLLBACK TO SAVEPOINT rehearsal');
  return answer;
}
