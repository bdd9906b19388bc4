import path from 'node:path';
import type { Person } from '../sandbox/people.js';
import { ehrEnvironment } from '../stack/apps/ehr.app.js';
import type { RunningStack } from '../stack/stack.js';
import { authorize, type Granted } from './authorize.js';
import { modernCaller, olderCaller } from './http-callers.js';
import { socketCaller, type SocketCaller } from './socket-caller.js';
import { expectThat, type StepLog } from './step.js';
import { stdioCaller } from './stdio-caller.js';
import { refusal, type ToolCaller } from './tool-answer.js';

const stdioEntry = path.resolve(import.meta.dirname, '../../../../apps/ehr-mcp/dist/stdio.main.js');

export interface Doors {
  readonly granted: Granted;
  readonly callers: readonly ToolCaller[];
  readonly socket: SocketCaller;
}

/** Lets the doctor's assistant in: a token by the browser, then every transport with it. */
export async function openDoors(stack: RunningStack, doctor: Person, log: StepLog): Promise<Doors> {
  const { addresses } = stack;
  let granted: Granted | undefined;
  await log.run('sign in, consent, and get a token by authorization code with PKCE', async () => {
    granted = await authorize(addresses, doctor, 'read:patients read:vitals');
    expectThat(granted.scope.includes('read:vitals'), 'the token carries the scopes that were consented to');
    return `scope "${granted.scope}" for ${granted.expiresInSeconds} s`;
  });
  if (granted === undefined) throw new Error('no token');
  const { accessToken } = granted;
  const socket = await opened(log, () => socketCaller(addresses.ehrSocket, accessToken));
  const callers = [
    await opened(log, () => modernCaller(addresses.ehrMcp, accessToken)),
    await opened(log, () => olderCaller(addresses.ehrMcp, accessToken)),
    socket,
    await opened(log, () => stdioCaller(stdioEntry, ehrEnvironment(stack.installation), accessToken)),
  ];
  return { granted, callers, socket };
}

async function opened<T extends ToolCaller>(log: StepLog, open: () => Promise<T>): Promise<T> {
  let caller: T | undefined;
  await log.run('connect', async () => {
    caller = await open();
    return caller.name;
  });
  if (caller === undefined) throw new Error('not connected');
  return caller;
}

/** A patient and their vital signs through every door, the same answer at each. */
export async function readRecord({ callers }: Doors, log: StepLog): Promise<void> {
  const answers = new Set<string>();
  for (const caller of callers) {
    await log.run(`read a patient and vital signs: ${caller.name}`, async () => {
      const patient = await caller.call('get_patient', { mrn: 'MRN001' });
      const vitals = await caller.call('get_vital_signs', { mrn: 'MRN001' });
      const text = patient.content[0]?.text ?? '';
      expectThat(text.includes('"last_name": "Doe"'), `the patient is answered, not ${text.slice(0, 120)}`);
      expectThat(vitals.isError !== true, 'the vital signs are answered');
      answers.add(JSON.stringify([patient.content, vitals.content]));
      return text.replace(/\s+/g, ' ').slice(0, 72);
    });
  }
  await log.run('the answer is the same at every door', async () => {
    expectThat(answers.size === 1, `one answer, not ${answers.size}`);
    return `${callers.length} doors`;
  });
}

/** What the token or the relationship does not cover is refused at every door. */
export async function beRefused({ callers }: Doors, log: StepLog): Promise<void> {
  for (const caller of callers) {
    await log.run(`be refused a write for want of scope: ${caller.name}`, async () => {
      const words = await refusal(caller.call('record_vital_signs', { mrn: 'MRN001', heart_rate: 70 }));
      expectThat(words !== undefined && /scope/i.test(words), `a refusal that names the scope, not ${words}`);
      return firstLine(words);
    });
    await log.run(`be refused another patient for want of relationship: ${caller.name}`, async () => {
      const words = await refusal(caller.call('get_patient', { mrn: 'MRN002' }));
      expectThat(words !== undefined && /relationship/i.test(words), `a refusal, not ${words}`);
      return firstLine(words);
    });
  }
}

function firstLine(words: string): string {
  return words.replace(/\s+/g, ' ').slice(0, 90);
}
