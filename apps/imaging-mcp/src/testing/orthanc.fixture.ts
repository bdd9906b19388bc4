import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '@caregate/testing';

const PLUGIN = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so';
const START_MILLISECONDS_MAX = 20_000;

export interface Orthanc {
  /** DICOMweb root. */
  readonly url: string;
  readonly authorization: string;
  store(file: Buffer): Promise<void>;
  /** Answers nobody until it is thawed, as on a disk that hangs. */
  freeze(): void;
  thaw(): void;
  /** Killed in the middle of everything, and started anew with what it had stored. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** A real Orthanc of its own, with nothing in it, that lets nobody in without its password. */
export async function startOrthanc(program: string): Promise<Orthanc> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'caregate-orthanc-'));
  const port = await freePort();
  const settings = path.join(folder, 'orthanc.json');
  await writeFile(settings, JSON.stringify(configuration(folder, port)));
  const run = (): ChildProcess => spawn(program, [settings], { stdio: 'ignore' });
  let server = run();
  const root = `http://127.0.0.1:${port}`;
  const authorization = `Basic ${Buffer.from('gateway:secret').toString('base64')}`;
  const stop = async (): Promise<void> => {
    await ended(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await answering(`${root}/system`, authorization, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `${root}/dicom-web`,
    authorization,
    store: async (file) => {
      const headers = { authorization, 'content-type': 'application/dicom' };
      const { ok, status } = await fetch(`${root}/instances`, { method: 'POST', headers, body: new Uint8Array(file) });
      if (!ok) throw new Error(`Orthanc took no picture: ${status}.`);
    },
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    crash: async () => {
      await ended(server, 'SIGKILL');
      server = run();
      await answering(`${root}/system`, authorization, server);
    },
    stop,
  };
}

function configuration(folder: string, port: number) {
  return {
    Name: 'specs',
    StorageDirectory: folder,
    IndexDirectory: folder,
    Plugins: [PLUGIN],
    HttpPort: port,
    RemoteAccessAllowed: false,
    AuthenticationEnabled: true,
    RegisteredUsers: { gateway: 'secret' },
    // Answers to searches are written in it, and names of other scripts would be lost in Latin 1.
    DefaultEncoding: 'Utf8',
    DicomServerEnabled: false,
    OrthancExplorerEnabled: false,
    DicomWeb: { Enable: true, Root: '/dicom-web/', EnableWado: false, Host: '127.0.0.1', Ssl: false },
  };
}

async function answering(url: string, authorization: string, server: ChildProcess): Promise<void> {
  const until = Date.now() + START_MILLISECONDS_MAX;
  while (Date.now() < until && server.exitCode === null) {
    const response = await fetch(url, { headers: { authorization } }).catch(() => undefined);
    if (response?.ok === true) return;
    await setTimeout(50);
  }
  throw new Error('Orthanc did not start.');
}

async function ended(server: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill(signal);
  await gone;
}
