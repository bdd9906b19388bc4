import { hash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import type { Scope } from '@caregate/core-permissions';
import { foreseen, runInContext, type Logger } from '@caregate/kit-http';
import type { TokenVerifier } from '@caregate/kit-jwt';
import { anonymous } from '../../trail/actors.js';
import type { AuthTrail } from '../../trail/auth-trail.js';
import type { TrustedPeers } from '../request/trusted-peers.js';
import { orthancQuestion, type OrthancQuestion } from './orthanc-question.schema.js';
import type { PacsGate } from './pacs-gate.js';
import { readJson } from './read-json.js';

export interface OrthancAuthorizationOptions {
  readonly peers: Pick<TrustedPeers, 'trusts'>;
  /** Of the archive's own audience. */
  readonly verifier: Pick<TokenVerifier, 'verify'>;
  /** One of these must be in the token, as on the route to the archive; none are asked where it names none. */
  readonly scopes: readonly Scope[];
  readonly gate: Pick<PacsGate, 'judge'>;
  /** By this Orthanc knows the gate itself, which asks it whose a study is. */
  readonly gateAuthorization: string;
  readonly trail: AuthTrail;
  readonly logger: Pick<Logger, 'error'>;
}

/** How long the plugin may go by an answer; a revocation has to count within a second. */
const VALIDITY_SECONDS = 1;

const PATHS = { study: 'studies', series: 'series', instance: 'instances' } as const;

/**
 * The decisions of the gate for an Orthanc that asks by itself, through its authorization plugin: whoever comes past the
 * edge is judged like those who come through it. Whatever cannot be answered for certain is not granted.
 */
export class OrthancAuthorization {
  constructor(private readonly options: OrthancAuthorizationOptions) {}

  handle(message: IncomingMessage, response: ServerResponse): void {
    if (!this.options.peers.trusts(message.socket)) return answer(response, 403, false);
    const work = async () => {
      const question = orthancQuestion.safeParse(await readJson(message));
      if (!question.success) return answer(response, 400, false);
      answer(response, 200, await this.isGranted(question.data));
    };
    runInContext({ requestId: randomUUID(), transport: 'forward-auth' }, work).catch((err: unknown) => {
      if (!(err instanceof DomainError)) this.options.logger.error({ err }, 'the archive could not be answered');
      answer(response, 503, false);
    });
  }

  private async isGranted(question: OrthancQuestion): Promise<boolean> {
    const shown = question['token-value'] ?? '';
    if (this.isGate(shown)) return question.method === 'get' || question.uri === '/tools/find';
    try {
      const caller = await this.options.verifier.verify(shown.replace(/^bearer /iu, ''));
      const { scopes } = this.options;
      if (scopes.length > 0 && !scopes.some((scope) => caller.scopes.includes(scope)))
        throw new DomainError('access.scope.insufficient');
      return (await this.options.gate.judge(caller, pathOf(question), question.method.toUpperCase())).allowed;
    } catch (error) {
      const { code, kind } = foreseen(error);
      if (kind !== 'unauthenticated' && kind !== 'forbidden') throw error;
      await this.refuse(code);
      return false;
    }
  }

  /** Of equal length whatever is shown, so that the time says nothing (CWE-208). */
  private isGate(shown: string): boolean {
    return timingSafeEqual(digestOf(shown), digestOf(this.options.gateAuthorization));
  }

  private async refuse(decision: string): Promise<void> {
    await this.options.trail.record('forward-auth.refused', {
      actor: anonymous,
      outcome: 'refused',
      decision,
      transport: 'forward-auth',
      detail: { asked: 'orthanc' },
    });
  }
}

/** Patients and the system as a whole have no path, so that the gate keeps them closed. */
function pathOf({ level, 'orthanc-id': id = '' }: OrthancQuestion): string {
  return level === 'patient' || level === 'system' ? '/' : `/${PATHS[level]}/${id}`;
}

function digestOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

function answer(response: ServerResponse, status: 200 | 400 | 403 | 503, granted: boolean): void {
  const body = JSON.stringify({ granted, validity: VALIDITY_SECONDS });
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
  });
  response.end(body);
}
