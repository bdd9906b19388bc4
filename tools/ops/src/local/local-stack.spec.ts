import { mkdirSync, writeFileSync } from 'node:fs';
import { givenStack, type GivenStack } from '../testing/given-stack.fixture.js';
import { RecordedText } from '../testing/recorded-text.fixture.js';
import { localFolder } from './local-folder.js';
import { stackStatus } from './stack-status.js';
import { startStackInBackground } from './start-stack.js';
import { stopStack } from './stop-stack.js';
import { nameOf } from './view-stack.js';

describe('a stack in the background', () => {
  let given: GivenStack;
  const start = (...words: string[]) =>
    startStackInBackground({ folder: given.folder, entry: given.entry, arguments: words });
  const status = async (json = false) => {
    const out = new RecordedText();
    return { exit: await stackStatus({ folder: given.folder, json, out }), text: out.text };
  };

  afterEach(() => given.stop());

  it('shows the screen of the start, and each app with health, port, number and memory', async () => {
    given = givenStack();
    await expect(start()).resolves.toBe('CareGate is ready after 0.1 s.\n  Sign in\n');
    const { exit, text } = await status();
    expect(exit).toBe(0);
    expect(text).toMatch(/^app +health +port +pid +memory$/m);
    expect(text).toMatch(/^ward +healthy +\d+ +\d+ +\d+ MB$/m);
  });

  it('is not started a second time from the same folder', async () => {
    given = givenStack();
    await start();
    await expect(start()).rejects.toMatchObject({
      message: expect.stringMatching(/^CareGate is already running from this folder \(process \d+\)\.$/),
      wayOut: expect.stringContaining('npm run down'),
    });
  });

  it('is gone after it was stopped, and stopping it again does no harm', async () => {
    given = givenStack();
    await start();
    await expect(stopStack(given.folder)).resolves.toBe(true);
    await expect(stopStack(given.folder)).resolves.toBe(false);
    await expect(status()).resolves.toEqual({
      exit: 3,
      text: 'CareGate is not running. npm run up starts it.\n',
    });
  });

  it('that has an ailing part says which, to people and to programs', async () => {
    given = givenStack({ status: 'degraded' });
    await start();
    const shown = await status();
    expect(shown.exit).toBe(1);
    expect(shown.text).toContain('degraded (messaging)');
    const told: unknown = JSON.parse((await status(true)).text);
    expect(told).toMatchObject({ running: true, apps: [{ name: 'ward', health: 'degraded', ailing: ['messaging'] }] });
  });

  it('is not started where a file is in the way', async () => {
    given = givenStack();
    mkdirSync(given.folder.root);
    writeFileSync(given.folder.file('file'), '');
    const folder = localFolder(given.folder.file('file/below'));
    await expect(startStackInBackground({ folder, entry: given.entry, arguments: [] })).rejects.toMatchObject({
      message: `${given.folder.file('file')} is no folder.`,
      wayOut: expect.stringContaining('--folder'),
    });
  });

  it('that refuses to start is told with its own sentence and way out', async () => {
    given = givenStack();
    await expect(start('--refuse')).rejects.toMatchObject({
      message: 'Port 8080 (auth) is in use by another program.',
      wayOut: 'Stop that program.',
    });
  });
});

describe('the name of a process', () => {
  it.each([
    ['/usr/bin/node /x/apps/ehr-mcp/dist/main.js', 'ehr-mcp'],
    ['node --import data:text/javascript,x /x/tools/dev/dist/sandbox/identity-provider.main.js', 'identity-provider'],
    ['node /x/apps/agents/dist/bias-detector.main.js', 'bias-detector'],
    ['node /x/tools/edge/dist/edge.main.js', 'edge'],
    ['node /x/tools/dev/dist/sandbox.main.js', 'sandbox'],
    ['node /x/apps/bridge/dist/main.js', 'bridge'],
    ['/usr/sbin/nginx -g daemon off;', undefined],
  ])('of %s is %s', (command, name) => expect(nameOf(command)).toBe(name));
});
