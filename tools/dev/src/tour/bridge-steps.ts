import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { Person } from '../sandbox/people.js';
import { repository } from '../stack/folder/installation.js';
import type { RunningStack } from '../stack/stack.js';
import { authorize, consent } from './authorize.js';
import { olderCaller } from './http-callers.js';
import { expectThat, type StepLog } from './step.js';
import { refusal, toolAnswer } from './tool-answer.js';

const entry = path.join(repository, 'apps/bridge/dist/bridge.main.js');

/** A server that speaks over standard streams only, reached over HTTP; and a client that does, reaching it with a sign-in. */
export async function crossTheBridge(stack: RunningStack, doctor: Person, log: StepLog): Promise<void> {
  const { addresses } = stack;
  await log.run('call a stdio server of others over HTTP through the bridge', async () => {
    const { accessToken } = await authorize(addresses, doctor, 'read:providers', addresses.everythingMcp);
    const caller = await olderCaller(addresses.everythingMcp, accessToken);
    try {
      const { content } = await caller.call('echo', { message: 'over the bridge' });
      expectThat(content[0]?.text?.includes('over the bridge') === true, 'the server echoes');
      return content[0].text;
    } finally {
      await caller.close();
    }
  });
  await log.run('not reach it with a token for the health record', async () => {
    const { accessToken } = await authorize(addresses, doctor, 'read:patients');
    const words = await refusal(olderCaller(addresses.everythingMcp, accessToken).then((it) => it.call('echo', {})));
    expectThat(words !== undefined, 'a token for another resource opens nothing');
    return words.replace(/\s+/g, ' ').slice(0, 90);
  });
  await log.run('reach it as a desktop client that knows only standard streams, signing in by the browser', () =>
    desktopClient(addresses.everythingMcp, doctor),
  );
}

async function desktopClient(url: string, person: Person): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-desktop-'));
  const client = new Client({ name: 'caregate-tour', version: '1.0.0' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [entry, 'connect', url, '--no-browser', '--config-folder', folder],
    stderr: 'pipe',
  });
  try {
    const signedIn = signInAt(transport.stderr as Readable, person);
    await Promise.all([client.connect(transport), signedIn]);
    const answer = toolAnswer.parse(await client.callTool({ name: 'echo', arguments: { message: 'from the desk' } }));
    expectThat(answer.content[0]?.text?.includes('from the desk') === true, 'the server echoes');
    return answer.content[0].text;
  } finally {
    await client.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Walks the page that the bridge asks the person to open, up to its own callback on loopback. */
async function signInAt(said: Readable, person: Person): Promise<void> {
  for await (const line of createInterface({ input: said })) {
    const page = /Sign in at (\S+)/.exec(line)?.[1];
    if (page === undefined) continue;
    const done = await consent(new URL(page), person);
    return expectThat(done.status === 200 && done.url.pathname === '/callback', 'the browser comes back to the bridge');
  }
}
