import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Person } from '../sandbox/people.js';
import { verifyTrail } from '../stack/verify-trail.js';
import type { RunningStack } from '../stack/stack.js';
import { authorize } from './authorize.js';
import type { Doors } from './record-steps.js';
import { expectThat, type StepLog } from './step.js';
import { refusal } from './tool-answer.js';

const REFUSED_MILLISECONDS_MAX = 1_000;
const ANCHOR_MILLISECONDS = 2_500;

/** Revokes the token as its client may (RFC 7009), and counts until every door refuses it. */
export async function beRevoked(stack: RunningStack, doors: Doors, log: StepLog): Promise<void> {
  const { granted, callers, socket } = doors;
  await log.run('revoke the token', async () => {
    const response = await fetch(`${stack.addresses.issuer}/token/revocation`, {
      method: 'POST',
      body: new URLSearchParams({ token: granted.accessToken, client_id: granted.clientId }),
    });
    expectThat(response.ok, `revocation answers 200, not ${response.status}`);
    return `status ${response.status}`;
  });
  const revokedAt = performance.now();
  for (const caller of callers) {
    await log.run(`be refused after revocation: ${caller.name}`, async () => {
      for (;;) {
        const words = await refusal(caller.call('get_patient', { mrn: 'MRN001' }));
        const waited = Math.round(performance.now() - revokedAt);
        if (words !== undefined) return `${waited} ms after revocation`;
        expectThat(waited < REFUSED_MILLISECONDS_MAX, 'the refusal comes within a second');
        await sleep(10);
      }
    });
  }
  await log.run('the open socket is closed by the server', async () => {
    const { code, reason } = await Promise.race([socket.closed, tooLate('the server closes the socket')]);
    expectThat(code === 1008, `close code 1008, not ${code}`);
    return `${code} ${reason}`;
  });
}

async function tooLate(promise: string): Promise<never> {
  await sleep(2 * REFUSED_MILLISECONDS_MAX, undefined, { ref: false });
  throw new Error(`not so within ${2 * REFUSED_MILLISECONDS_MAX} ms: ${promise}`);
}

/** What the steps before must have left, and at least how often: one for each door or provider. */
function expected(gate: boolean): readonly (readonly [event: string, outcome: string, least: number])[] {
  return [
    ['login.succeeded', 'success', 4],
    ['login.refused', 'refused', 1],
    ['patient.read', 'success', 4],
    ['patient.read', 'refused', 4],
    ['vitals.recorded', 'refused', 4],
    ['imaging.frame.read', 'success', 1],
    ['imaging.study.read', 'refused', gate ? 2 : 1],
    ...(gate ? [['imaging.study.read', 'success', 1] as const] : []),
    ['pipeline.completed', 'success', 1],
    ['task.completed', 'success', 6],
    ['bridge.called', 'success', 2],
    ['token.revoked', 'success', 1],
  ];
}

const auditPage = z.looseObject({ entries: z.array(z.looseObject({ event: z.string(), outcome: z.string() })) });

/**
 * The administrator asks the trail; then the chain is recomputed from the rows and the anchors outside the database.
 * `gate`: whether a study went through the PACS gate.
 */
export async function askTheTrail(stack: RunningStack, admin: Person, gate: boolean, log: StepLog): Promise<void> {
  await log.run('ask the audit trail what happened', async () => {
    const { accessToken } = await authorize(stack.addresses, admin, 'read:audit', stack.addresses.auth);
    const response = await fetch(`${stack.addresses.auth}/audit/events?limit=500`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expectThat(response.ok, `the trail answers an administrator, not ${response.status}`);
    const { entries } = auditPage.parse(await response.json());
    const isThere = (event: string, outcome: string) => (entry: { event: string; outcome: string }) =>
      entry.event === event && entry.outcome === outcome;
    const seen = expected(gate).map(([event, outcome, least]) => {
      const count = entries.filter(isThere(event, outcome)).length;
      expectThat(count >= least, `${event} ${outcome} is on the trail ${least} times, not ${count}`);
      return `${event} ${outcome} ${count}`;
    });
    return seen.join(', ');
  });
  await log.run('verify the chain', async () => {
    await sleep(ANCHOR_MILLISECONDS);
    const { ok, summary } = await verifyTrail(stack.folder, stack.adminUrl);
    expectThat(ok, summary);
    return summary;
  });
}
