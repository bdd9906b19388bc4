import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { localFolder, type LocalFolder } from '../local/local-folder.js';
import { stopStack } from '../local/stop-stack.js';

const report = (status: string) => ({
  status,
  service: 'ward',
  version: '1.0.0',
  uptimeSeconds: 1,
  checks: { database: { status: 'healthy' }, messaging: { status } },
});

/** An app that answers `/ready` on a port that the system picks. */
const appSource = `
  import { createServer } from 'node:http';
  const answer = (request, response) => {
    response.statusCode = request.url === '/ready' ? 200 : 404;
    response.end(process.env.REPORT);
  };
  createServer(answer).listen(0, '127.0.0.1', () => process.send('ready'));
  process.on('disconnect', () => process.exit());
`;

/** Keeps the lock, shows the screen and ends in order, as the real one does. */
const stackSource = (app: string, status: string) => `
  import { fork } from 'node:child_process';
  import { rmSync, writeFileSync } from 'node:fs';
  const folder = process.argv[process.argv.indexOf('--folder') + 1];
  if (process.argv.includes('--refuse')) {
    process.stderr.write('Starting …\\nPort 8080 (auth) is in use by another program.\\n→ Stop that program.\\n');
    process.exit(1);
  }
  writeFileSync(folder + '/start.lock', String(process.pid));
  const child = fork(${JSON.stringify(app)}, { env: { REPORT: ${JSON.stringify(JSON.stringify(report(status)))} } });
  child.once('message', () => process.stdout.write('Starting …\\nCareGate is ready after 0.1 s.\\n  Sign in\\n'));
  process.on('SIGTERM', () => { rmSync(folder + '/start.lock'); child.disconnect(); });
`;

export interface GivenStack {
  readonly folder: LocalFolder;
  readonly entry: string;
  stop(): Promise<void>;
}

/** A stack of one app, which comes up at once. */
export function givenStack({ status = 'healthy' } = {}): GivenStack {
  const root = mkdtempSync(path.join(tmpdir(), 'caregate-ops-'));
  const app = path.join(root, 'apps/ward/dist/main.js');
  mkdirSync(path.dirname(app), { recursive: true });
  writeFileSync(path.join(root, 'package.json'), '{"type":"module"}');
  writeFileSync(app, appSource);
  const entry = path.join(root, 'start.main.js');
  writeFileSync(entry, stackSource(app, status));
  const folder = localFolder(path.join(root, 'state'));
  return {
    folder,
    entry,
    stop: async () => {
      await stopStack(folder);
      rmSync(root, { recursive: true, force: true });
    },
  };
}
