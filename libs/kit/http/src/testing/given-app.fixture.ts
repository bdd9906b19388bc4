import { DomainError } from '@caregate/core-errors';
import { decide, type Caller, type Relation } from '@caregate/core-permissions';
import { givenCaller, RecordingAudit } from '@caregate/testing';
import { portOf } from '../server/port-of.js';
import type { AccessDecider, TokenChecker } from '../access/ports.js';
import { createLogger } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';
import { RateLimiter } from '../rate-limit/rate-limiter.js';
import { createHttpApp } from '../server/create-http-app.js';
import type { HttpAppOptions } from '../server/http-app-options.js';
import { recordedLines } from './recorded-lines.fixture.js';
import { rawClient } from './raw-client.fixture.js';
import { patientId, WardModule } from './ward.fixture.js';

/** Looks like the real thing, so that a log that lets it through is caught. */
export const doctorsToken =
  'eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJkb2N0b3IifQ.c2lnbmF0dXJlLW9mLWEtZG9jdG9y';
/** Of the same doctor, who gave it no scope but one. */
export const narrowToken =
  'eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJuIn0.c2lnbmF0dXJlLW9mLWEtbmFycm93LW9uZQ';
/** Of an agent that works for that doctor, within a session. */
export const agentsToken =
  'eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJlLW9mLXRoZS1hZ2VudHMtb25l';
export const strangersToken =
  'eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJlLW9mLWEtc3RyYW5nZXI';

/** A ward of one patient, whom the doctor treats, behind the whole kit and a real socket. */
export async function givenApp(adapter: HttpAppOptions['adapter'], overrides: Partial<HttpAppOptions> = {}) {
  const trail = new RecordingAudit();
  const log = recordedLines();
  const doctor = givenCaller();
  const agent = givenCaller({ kind: 'agent', subject: 'scribe', onBehalfOf: doctor.subject, sessionId: 'session-1' });
  const narrow = givenCaller({ scopes: ['read:labs'] });
  const app = await createHttpApp(WardModule, {
    adapter,
    service: 'ward',
    version: '1.2.3',
    logger: createLogger({ service: 'ward', level: 'debug', destination: log }),
    metrics: new Metrics({ service: 'ward', version: '1.2.3', processMetrics: false }),
    access: {
      verifier: checkerOf({ [doctorsToken]: doctor, [agentsToken]: agent, [narrowToken]: narrow }),
      authorizer: deciderOf([treats(doctor)]),
    },
    audit: trail,
    rateLimiter: new RateLimiter({ limits: { perClient: { requests: 1000, seconds: 60, by: 'client' } } }),
    ...overrides,
  });
  const listen = async () => {
    await app.listen(0, '127.0.0.1');
    return rawClient(portOf(app.getHttpServer()));
  };
  return { app, trail, log, doctor, listen };
}

function checkerOf(known: Readonly<Record<string, Caller>>): TokenChecker {
  return {
    peek: () => undefined,
    async verify(token) {
      const caller = known[token];
      if (caller === undefined) throw new DomainError('token.signature.invalid');
      return caller;
    },
  };
}

function deciderOf(relations: readonly Relation[]): AccessDecider {
  return { decide: async (question) => decide({ ...question, relations, now: new Date() }) };
}

function treats({ subject }: Caller): Relation {
  const validFrom = new Date(0);
  return { id: 'r1', subject, patientId, kind: 'assignment', validFrom, expiresAt: null, revokedAt: null };
}
