import { writeFileSync } from 'node:fs';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { expectThat } from './expect-that.js';
import type { Visitor } from './visitor.js';
import type { WalkStep } from './walk-step.js';

/** As docs/guides/run-in-production.md says it to the operator. */
export const registration: readonly WalkStep[] = [
  { title: 'the house registers an agent, whose token is told once', take: register },
];

/** With the agent at work. */
export const agents: readonly WalkStep[] = [
  { title: 'who listens hears of a task until the agent has done it', take: heardTask },
  { title: 'its result is there to be read', take: readResult },
  { title: 'no socket is opened where nobody would look at its token again', take: closedSockets },
];

const API = '/agents/api/v1';
const DONE_MILLISECONDS_MAX = 60_000;
const note = 'She is a difficult, non-compliant addict who claims that she takes her insulin.';
const lead = { app: 'shift-lead', resource: '/agents' };
const registered = z.looseObject({ auth_token: z.string() });
const created = z.looseObject({ task_id: z.string() });
const done = z.looseObject({ tasks: z.array(z.looseObject({ status: z.string(), result: z.unknown() })) });
const told = z.looseObject({ taskId: z.string(), status: z.string() });

async function register(visitor: Visitor): Promise<string> {
  const bearer = await visitor.token({ app: 'agents', resource: '/agents', scope: 'write:agents' });
  const agent = { agent_id: 'bias-detector-1', name: 'Bias detector', type: 'bias-detector' };
  const answer = await post(visitor, bearer, `${API}/agents/register`, { ...agent, capabilities: ['bias_detection'] });
  writeFileSync(visitor.facts.agentTokenFile, registered.parse(answer).auth_token, { mode: 0o444 });
  return agent.agent_id;
}

async function heardTask(visitor: Visitor): Promise<string> {
  const bearer = await visitor.token(lead);
  const socket = io(visitor.base, {
    path: '/agents/socket.io',
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { authorization: `Bearer ${bearer}` },
    // -- the type of the client knows browsers only, where this is false or a name
    agent: visitor.agent as unknown as string,
  });
  try {
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    await socket.timeout(DONE_MILLISECONDS_MAX).emitWithAck('subscribe', { rooms: ['tasks'] });
    const heard: string[] = [];
    const completed = new Promise<void>((resolve, reject) => {
      socket.on('task:status', (payload: unknown) => {
        heard.push(told.parse(payload).status);
        if (heard.at(-1) === 'completed') resolve();
      });
      AbortSignal.timeout(DONE_MILLISECONDS_MAX).onabort = () => reject(new Error(`heard ${heard.join(', ')} only`));
    });
    const task = { task_type: 'bias_detection', parameters: { content: note } };
    const { task_id: id } = created.parse(await post(visitor, bearer, `${API}/tasks`, task));
    await completed;
    return `${id} ${heard.join(', ')}`;
  } finally {
    socket.disconnect();
  }
}

async function readResult(visitor: Visitor): Promise<string> {
  const authorization = `Bearer ${await visitor.token(lead)}`;
  const response = await visitor.get(`${API}/tasks?status=completed`, { authorization });
  const [task] = done.parse(await response.json()).tasks;
  const result = JSON.stringify(task?.result);
  expectThat(result.includes('addict'), `the word that judges is found, not ${result.slice(0, 200)}`);
  return `${result.length} characters`;
}

async function closedSockets(visitor: Visitor): Promise<string> {
  const [archive, record] = await Promise.all([
    visitor.token({ app: 'patient-portal', resource: '/pacs', scope: 'read:own_records' }),
    visitor.token({ app: 'hospital-ehr-app', resource: '/ehr/mcp' }),
  ]);
  const study = visitor.facts.studies.find(({ patientMrn }) => patientMrn === 'MRN001');
  const metadata = `/pacs/dicom-web/studies/${study?.studyInstanceUid}/metadata`;
  const seen = [
    [metadata, await upgraded(visitor, metadata, archive)],
    ['/login', await upgraded(visitor, '/login', archive)],
    ['/ehr/mcp', await upgraded(visitor, '/ehr/mcp', record)],
  ] as const;
  const open = seen.filter(([, status]) => status === 101).map(([path]) => path);
  expectThat(open.join() === '/ehr/mcp', `opened: ${open.join(' ')}`);
  return seen.map(([path, status]) => `${path} ${status}`).join(', ');
}

/** Status of the answer to the wish for a WebSocket. */
function upgraded({ base, agent }: Visitor, path: string, bearer: string): Promise<number> {
  const headers = { authorization: `Bearer ${bearer}` };
  const socket = new WebSocket(base.replace('https', 'wss') + path, { agent, headers });
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.once('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.once('error', reject);
  });
}

async function post({ base, fetch }: Visitor, bearer: string, path: string, body: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
  const response = await fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  expectThat(response.ok, `${path} answered ${response.status} ${text.slice(0, 200)}`);
  return JSON.parse(text);
}
