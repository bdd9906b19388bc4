import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { migrate } from '@caregate/data-models';
import { listen, testDatabase } from '@caregate/testing';
import { localFolder } from '../local/local-folder.js';
import { checkCertificate } from './certificate.check.js';
import { checkClock } from './clock.check.js';
import { checkDatabase } from './database.check.js';
import { checkDisk } from './disk.check.js';
import { examine } from './examine.js';
import { findingsScreen } from './findings-screen.js';
import { checkFolder } from './folder.check.js';
import { checkMemory } from './memory.check.js';
import { checkNode } from './node.check.js';
import { checkPorts } from './ports.check.js';
import { checkSecrets } from './secrets.check.js';
import { checkStack } from './stack.check.js';

const GIGABYTE = 2 ** 30;
let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'caregate-doctor-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the doctor', () => {
  it.each([
    ['24.21.0', 'ok'],
    ['22.13.0', 'ok'],
    ['22.12.9', 'failure'],
    ['20.20.2', 'failure'],
  ])('finds of Node %s: %s', async (version, state) => {
    expect((await checkNode(version)).state).toBe(state);
  });

  it.each([
    [10 * GIGABYTE, 'ok'],
    [1 * GIGABYTE, 'warning'],
    [0.4 * GIGABYTE, 'failure'],
  ])('finds of %d free bytes on the disk: %s', async (bytes, state) => {
    expect((await checkDisk(path.join(folder, 'not/there/yet'), bytes)).state).toBe(state);
  });

  it('finds a folder in which nothing can be written, by the nearest one above that is there', async () => {
    expect(await checkFolder(path.join(folder, 'not/there/yet'))).toMatchObject({ state: 'ok' });
    writeFileSync(path.join(folder, 'file'), '');
    const sentence = `${folder}/file is no folder.`;
    expect(await checkFolder(path.join(folder, 'file/below'))).toMatchObject({ state: 'failure', sentence });
    if (process.platform === 'linux')
      expect(await checkFolder('/proc/caregate')).toMatchObject({
        state: 'failure',
        sentence: 'This user may not write in /proc.',
      });
    // Root may write everywhere else.
    if (process.getuid?.() !== 0) expect(await checkFolder('/root/x')).toMatchObject({ state: 'failure' });
  });

  it('warns of too little memory', async () => {
    expect((await checkMemory(2 * GIGABYTE, 8 * GIGABYTE)).state).toBe('ok');
    expect((await checkMemory(0.5 * GIGABYTE, 8 * GIGABYTE)).state).toBe('warning');
  });

  it('names the ports that another program has', async () => {
    const server = createServer();
    const port = await listen(server);
    await expect(checkPorts([port])).resolves.toMatchObject({
      state: 'failure',
      sentence: `In use by another program: ${port}.`,
    });
    server.close();
    await once(server, 'close');
    await expect(checkPorts([port])).resolves.toMatchObject({ state: 'ok' });
  });

  it.each([
    [30, 'ok'],
    [-90, 'failure'],
    [90, 'failure'],
  ])('finds of a clock that differs by %d s: %s', async (seconds, state) => {
    const now = new Date();
    const at = new Date(now.getTime() + seconds * 1000);
    expect((await checkClock({ name: 'another', at }, now)).state).toBe(state);
  });

  it('names secrets that others may read', async () => {
    chmodSync(folder, 0o755);
    const file = path.join(folder, 'secrets.json');
    writeFileSync(file, '{}', { mode: 0o600 });
    expect((await checkSecrets([file, path.join(folder, 'absent')])).state).toBe('ok');
    writeFileSync(`${file}.open`, '{}', { mode: 0o644 });
    await expect(checkSecrets([file, `${file}.open`])).resolves.toMatchObject({
      state: 'failure',
      sentence: `Others on this machine may read ${file}.open.`,
    });
  });

  it('finds nothing wrong with the secrets of a deployment, which lie in a folder that others may not enter', async () => {
    const closed = path.join(folder, 'secrets');
    mkdirSync(closed, { mode: 0o700 });
    writeFileSync(path.join(closed, 'cookie'), 'x', { mode: 0o444 });
    expect((await checkSecrets([path.join(closed, 'cookie')])).state).toBe('ok');
    chmodSync(closed, 0o755);
    expect((await checkSecrets([path.join(closed, 'cookie')])).state).toBe('failure');
  });

  it('names the apps that are not well', async () => {
    const app = { name: 'auth', pid: 7, ports: [8080], memoryMegabytes: 1, ailing: [] };
    const owner = { pid: 6, parent: 1, memoryMegabytes: 1, command: 'start.main.js' };
    expect((await checkStack({ owner, apps: [{ ...app, health: 'healthy' }] })).state).toBe('ok');
    await expect(checkStack({ owner, apps: [{ ...app, health: 'unreachable' }] })).resolves.toMatchObject({
      state: 'failure',
      sentence: 'auth is unreachable.',
      wayOut: 'npm run logs -- auth --level warn shows why.',
    });
  });

  it('says of everything that is not well what to do', async () => {
    const newer = new Date(Date.now() + 3_600_000);
    const state = localFolder(path.join(folder, 'state'));
    chmodSync(folder, 0o755);
    mkdirSync(state.root);
    writeFileSync(state.file('secrets.json'), '{"postgresSuperuser":"x"}', { mode: 0o644 });
    utimesSync(state.file('secrets.json'), newer, newer);
    const findings = await examine({ folder: state, ports: [] });
    expect(findings.filter(({ state: found }) => found === 'failure').map(({ check }) => check)).toEqual([
      'secrets',
      'clock',
    ]);
    expect(findings.every(({ state: found, wayOut }) => !['failure', 'warning'].includes(found) || wayOut)).toBe(true);
    expect(findingsScreen(findings)).toContain('2 things have to be repaired.');
  });
});

describe('the doctor of a database', () => {
  it('finds the present schema, and the clock in agreement', async () => {
    const database = await testDatabase({ migrate });
    const findings = await checkDatabase(database.superuserUrl);
    expect(findings.map(({ check, state }) => `${check} ${state}`)).toEqual([
      'postgres ok',
      'clock ok',
      'migrations ok',
    ]);
    await database.drop();
  });

  it('names the migrations that are pending', async () => {
    const database = await testDatabase();
    const findings = await checkDatabase(database.superuserUrl);
    expect(findings.at(-1)).toMatchObject({ check: 'migrations', state: 'failure' });
    expect(findings.at(-1)?.sentence).toContain('Foundation');
    await database.drop();
  });

  it('says that nobody answers, without a password', async () => {
    const findings = await checkDatabase('postgresql://postgres:hush@127.0.0.1:1/caregate');
    expect(findings).toMatchObject([{ check: 'postgres', state: 'failure' }]);
    expect(JSON.stringify(findings)).not.toContain('hush');
  });
});

describe('the doctor of a certificate', () => {
  it.each([
    [100, 'ok'],
    [10, 'warning'],
    [1, 'failure'],
  ])('finds of one that holds for %d days more: %s', async (days, state) => {
    const { url, until, close } = await givenEdge(folder);
    const now = new Date(until.getTime() - (days + 0.5) * 86_400_000);
    await expect(checkCertificate({ url, now })).resolves.toMatchObject({
      state,
      sentence: expect.stringContaining(`holds for ${days} more days`),
    });
    await close();
  });

  it('says when nobody shows one', async () => {
    await expect(checkCertificate({ url: new URL('https://127.0.0.1:1') })).resolves.toMatchObject({
      state: 'failure',
      sentence: '127.0.0.1:1 shows no certificate.',
    });
  });
});

async function givenEdge(where: string) {
  const [key, cert] = [path.join(where, 'key.pem'), path.join(where, 'cert.pem')];
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '365'];
  execFileSync('openssl', [...request, '-subj', '/CN=localhost', '-keyout', key, '-out', cert], { stdio: 'pipe' });
  const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) });
  server.on('secureConnection', (socket: TLSSocket) => socket.on('error', () => undefined));
  const port = await listen(server);
  const told = execFileSync('openssl', ['x509', '-in', cert, '-noout', '-enddate'], { encoding: 'utf8' });
  return {
    url: new URL(`https://127.0.0.1:${port}`),
    until: new Date(told.split('=')[1] ?? ''),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
