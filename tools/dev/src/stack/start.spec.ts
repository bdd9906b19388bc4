import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { listen } from '@caregate/testing';
import { ConfigInvalid } from '@caregate/kit-config';
import { ensurePeople } from '../sandbox/people.js';
import { describeFailure } from './words/describe-failure.js';
import { folderGiven } from './folder/folder-given.js';
import { freePorts, refuseBusyPorts } from './ports/ports.js';
import { refuseDeafRedis } from './refuse-deaf-redis.js';
import { refuseFewFiles } from './refuse-few-files.js';
import { rememberedPorts } from './ports/remembered-ports.js';
import { ensureSecrets } from './folder/secrets.js';
import { credentialsFile, refuseDamagedClients, seededClients } from './database/seeded-clients.js';
import { lockStart } from './folder/start-lock.js';
import { StartRefused } from './words/start-refused.error.js';
import { openStateFolder, writePrivately } from './folder/state-folder.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'caregate-dev-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('ports', () => {
  it('that are free stay so until they are used', async () => {
    const ports = await freePorts();
    expect(new Set(Object.values(ports)).size).toBe(Object.keys(ports).length);
    await expect(refuseBusyPorts(ports)).resolves.toBeUndefined();
  });

  it('that are found at the same time are found for one only', async () => {
    const found = await Promise.all(Array.from({ length: 20 }, () => freePorts()));
    const ports = found.flatMap((each) => Object.values(each));
    expect(new Set(ports).size).toBe(ports.length);
  });

  it('that are busy are named, with a way out', async () => {
    const server = createServer();
    const port = await listen(server);
    await expect(refuseBusyPorts({ identityProvider: port })).rejects.toMatchObject({
      message: `Port ${port} (identityProvider) is in use by another program.`,
      wayOut: expect.stringContaining('--port-identity-provider'),
    });
    server.close();
  });

  it('are not shared by two, though nobody else has them', async () => {
    const { auth } = await freePorts();
    await expect(refuseBusyPorts({ auth, edge: auth })).rejects.toMatchObject({
      message: `Port ${auth} is named for two: auth and edge.`,
      wayOut: expect.stringContaining('--port-auth'),
    });
  });
});

describe('files that may be open', () => {
  const limitOf = (soft: unknown) => ({ userLimits: { open_files: { soft, hard: soft } } });

  it('are too few where the parts of a stack would fail, and said with a way out', () => {
    expect(() => refuseFewFiles(limitOf(1_023))).toThrow(
      expect.objectContaining({
        message: 'No more than 1023 files may be open at once here; CareGate needs 1024.',
        wayOut: expect.stringContaining('ulimit -n'),
      }),
    );
  });

  it.each([limitOf(1_024), limitOf('unlimited'), {}, undefined])('are enough: %j', (report) => {
    expect(() => refuseFewFiles(report)).not.toThrow();
  });

  it('are counted where they are limited', async () => {
    const module = path.join(import.meta.dirname, '..', '..', 'dist', 'stack', 'refuse-few-files.js');
    const run = `import(${JSON.stringify(module)}).then(({ refuseFewFiles }) => refuseFewFiles())`;
    const limited = spawn('bash', ['-c', 'ulimit -n 256 && exec "$0" -e "$1"', process.execPath, run]);
    expect(await text(limited.stderr)).toContain('No more than 256 files may be open at once here');
  });
});

describe('free ports', () => {
  it('are the same at the next start, unless somebody else has one by then', async () => {
    const state = openStateFolder(folder);
    const first = await rememberedPorts(state);
    await expect(rememberedPorts(state)).resolves.toEqual(first);
    const server = createServer().listen(first.ehr, '127.0.0.1');
    await once(server, 'listening');
    expect((await rememberedPorts(state)).ehr).not.toBe(first.ehr);
    server.close();
  });

  it('are the same also where an older version remembered them, which had fewer', async () => {
    const state = openStateFolder(folder);
    const { socialProviders: _new, ...older } = await rememberedPorts(state);
    writePrivately(state.file('ports.json'), JSON.stringify(older));
    const ports = await rememberedPorts(state);
    expect(ports).toMatchObject(older);
    expect(await rememberedPorts(state)).toEqual(ports);
  });

  it('are found anew when the file that remembers them is damaged', async () => {
    const state = openStateFolder(folder);
    writePrivately(state.file('ports.json'), '{"auth": ');
    await expect(rememberedPorts(state).then((ports) => refuseBusyPorts(ports))).resolves.toBeUndefined();
  });
});

describe('the description of a failure', () => {
  it.each([
    ['a full disk', { code: 'ENOSPC' }, 'The disk is full.'],
    ['a full disk that the database met', { code: '53100' }, 'The disk is full.'],
    ['a file of another user', { code: 'EACCES' }, 'A file of the folder may not be read or written (told).'],
    ['a database that was killed', { code: '57P01' }, 'The database went away in the middle of the work (told).'],
    [
      'a loopback without IPv4',
      { code: 'EADDRNOTAVAIL' },
      'This machine does not speak to itself at 127.0.0.1 (told).',
    ],
    ['an option that nobody knows', { code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' }, 'told'],
    ['anything else', {}, 'told'],
  ])('says of %s one sentence, and a way out', (_case, code, sentence) => {
    const error = Object.assign(new Error('told\n    at nowhere'), code);
    expect(describeFailure(error)).toEqual({ sentence, wayOut: expect.stringMatching(/^[^\n]+$/) });
  });

  it('names every variable that is wrong', () => {
    const error = new ConfigInvalid([{ variable: 'REDIS_URL', problem: 'is no URL' }]);
    expect(describeFailure(error)).toEqual({
      sentence: 'The configuration is not usable:\n  REDIS_URL: is no URL',
      wayOut: expect.stringContaining('docs/reference/config.md'),
    });
  });

  it('goes by the deepest cause', () => {
    const cause = Object.assign(new Error('inner'), { code: 'ENOSPC' });
    expect(describeFailure(new Error('outer', { cause })).sentence).toBe('The disk is full.');
  });
});

describe('Redis', () => {
  it('is missed at once, with a way out, when nobody answers there', async () => {
    const { auth: port } = await freePorts();
    await expect(refuseDeafRedis(`redis://:secret@127.0.0.1:${port}/0`)).rejects.toMatchObject({
      message: `Nobody answers at 127.0.0.1:${port}, where REDIS_URL says that Redis is.`,
      wayOut: expect.stringContaining('REDIS_URL'),
    });
  });
});

describe('the lock of a folder', () => {
  const lock = () => path.join(folder, 'start.lock');

  it('is given back', () => {
    lockStart(lock())();
    expect(() => lockStart(lock())()).not.toThrow();
  });

  it('is taken over from a start that was killed', async () => {
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    writeFileSync(lock(), String(dead.pid));
    expect(() => lockStart(lock())()).not.toThrow();
  });

  it('is taken over when its process number belongs to another program by now', async () => {
    const other = spawn('sleep', ['30']);
    writeFileSync(lock(), String(other.pid));
    expect(() => lockStart(lock())()).not.toThrow();
    other.kill();
    await once(other, 'exit');
  });

  it('keeps a second start away while the first one runs', async () => {
    const script = path.join(folder, 'start.main.js');
    writeFileSync(script, 'setInterval(() => {}, 1000)');
    const first = spawn(process.execPath, [script]);
    writeFileSync(lock(), String(first.pid));
    expect(() => lockStart(lock())).toThrow(StartRefused);
    first.kill();
    await once(first, 'exit');
  });

  it('is taken over from a half-written one', () => {
    writeFileSync(lock(), '');
    expect(() => lockStart(lock())()).not.toThrow();
  });
});

describe('secrets', () => {
  const file = () => path.join(folder, 'secrets.json');

  it('are made once, long, different, and readable by their owner only', () => {
    const made = ensureSecrets(file());
    expect(ensureSecrets(file())).toEqual(made);
    const { databaseRoles, ...others } = made;
    const all = [...Object.values(others), ...Object.values(databaseRoles)];
    expect(new Set(all).size).toBe(all.length);
    for (const secret of all) expect(Buffer.from(secret, 'base64url').length).toBeGreaterThanOrEqual(32);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('of an older version are kept, and what is new is added once', () => {
    const { healthImagingKey: _new, databaseRoles, ...older } = ensureSecrets(file());
    const { caregate_imaging: _newToo, ...olderRoles } = databaseRoles;
    writePrivately(file(), JSON.stringify({ ...older, databaseRoles: olderRoles }));
    const completed = ensureSecrets(file());
    expect(completed).toMatchObject({ ...older, databaseRoles: olderRoles });
    expect(completed.healthImagingKey).toHaveLength(43);
    expect(ensureSecrets(file())).toEqual(completed);
  });

  it('are not made anew over a damaged file', () => {
    writePrivately(file(), '{}');
    expect(() => ensureSecrets(file())).toThrow(StartRefused);
    expect(readFileSync(file(), 'utf8')).toBe('{}');
  });

  it('are written whole or not at all', () => {
    writePrivately(file(), 'one');
    writePrivately(file(), 'two');
    expect(readFileSync(file(), 'utf8')).toBe('two');
  });
});

describe('what an earlier start kept', () => {
  it.each(['', '[{"login": "doc', '[1]', '{}'])('is named where it is damaged to %j, and left as it is', (damaged) => {
    const state = openStateFolder(folder);
    const readers = { 'people.json': ensurePeople, [credentialsFile]: () => seededClients(state) };
    for (const [name, read] of Object.entries(readers)) {
      writePrivately(state.file(name), damaged);
      expect(() => read(state.file(name))).toThrow(`${state.file(name)} is not as CareGate wrote it.`);
      expect(() => read(state.file(name))).toThrow(StartRefused);
      expect(readFileSync(state.file(name), 'utf8')).toBe(damaged);
    }
    expect(() => refuseDamagedClients(state)).toThrow(StartRefused);
  });
});

describe('the folder', () => {
  it('says so in one sentence when it cannot be made', () => {
    const obstacle = path.join(folder, 'obstacle');
    writeFileSync(obstacle, '');
    chmodSync(obstacle, 0o400);
    expect(() => openStateFolder(path.join(obstacle, 'below'))).toThrow(StartRefused);
  });

  it.each([0o077, 0o000])('can be passed, and written to by nobody else, under the umask %s', (umask) => {
    const before = process.umask(umask);
    const state = openStateFolder(path.join(folder, 'made', 'installation'));
    process.umask(before);
    const modes = [path.dirname(state.root), state.root, state.logs, state.anchors].map((each) => statSync(each).mode);
    expect(modes.map((mode) => mode & 0o777)).toEqual([0o711, 0o711, 0o711, 0o711]);
  });

  it('is left as it is when it was there before and holds the things of others', () => {
    chmodSync(folder, 0o755);
    writeFileSync(path.join(folder, 'letter.txt'), '');
    expect(() => openStateFolder(folder)).toThrow(`The folder ${folder} holds other things than CareGate's.`);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
    expect(readdirSync(folder)).toEqual(['letter.txt']);
  });

  it.each([
    ['that is empty', []],
    ['that a killed start left', ['logs', 'ports.json', 'start.lock', 'secrets.json.71.draft']],
    ['of a start that was', ['secrets.json', 'people.json', 'whatever came later']],
    ['that is a disk of its own', ['lost+found']],
  ])('is used when it is one %s', (_case, names) => {
    for (const name of names) writeFileSync(path.join(folder, name === 'logs' ? 'people.json.71.draft' : name), '');
    expect(() => openStateFolder(folder)).not.toThrow();
  });

  it.each(['', ' '])('is not the current one by an empty name "%s"', (name) => {
    expect(() => folderGiven(name)).toThrow('The name of the folder is empty.');
    expect(folderGiven(undefined)).toBe(path.resolve('.caregate'));
  });

  it('says so, and does not try for ever, where nobody may make one', () => {
    if (process.platform !== 'linux') return;
    expect(() => openStateFolder('/proc/caregate/below')).toThrow('The folder /proc/caregate/below cannot be made');
  });
});
