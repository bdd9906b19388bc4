import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startApp } from '../app-process.js';

/** What our apps do at their start, and no more; one logs as JSON, the other leaves it to Node. */
const programs = {
  logging: `require('node:http').createServer().on('error', ({ message, stack }) => {
    console.log(JSON.stringify({ level: 'fatal', err: { message, stack: stack.split('\\n') } }));
    process.exit(1);
  }).listen(Number(process.env.PORT), '127.0.0.1')`,
  silent: `require('node:http').createServer().listen(Number(process.env.PORT), '127.0.0.1')`,
  broken: `console.log('no such table'); process.exit(3)`,
};

describe('an app that does not get ready', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'caregate-unready-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const started = (program: keyof typeof programs, port: number) => {
    const entry = path.join(folder, `${program}.cjs`);
    writeFileSync(entry, programs[program]);
    const environment = { PORT: String(port) };
    const readyUrl = `http://127.0.0.1:${port}/ready`;
    return startApp({ name: 'edge', entry, environment, readyUrl, logFile: path.join(folder, 'edge.log') });
  };

  it.each(['logging', 'silent'] as const)('names the port that somebody took meanwhile (%s)', async (program) => {
    const other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(started(program, port)).rejects.toMatchObject({
      name: 'StartRefused',
      message: `Port ${port} (edge) was taken by another program while CareGate started.`,
      wayOut: expect.stringContaining('Run the same command again'),
    });
    other.close();
  });

  it('shows the end of its log for anything else, whatever stands there of an earlier run', async () => {
    writeFileSync(path.join(folder, 'edge.log'), 'Error: listen EADDRINUSE: address already in use 127.0.0.1:80\n');
    await expect(started('broken', 9)).rejects.toMatchObject({
      message: expect.stringMatching(
        /^edge ended with exit status 3\. The end of its log:\n(.*\n)* {4}no such table$/u,
      ),
    });
  });
});
