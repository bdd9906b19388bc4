import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startProgram } from '../program/start-program.js';
import { orthancConfiguration, orthancFilter, orthancUsers } from './orthanc-configuration.js';

export interface OrthancOptions {
  /** For configuration and studies. */
  readonly folder: string;
  readonly port: number;
  /** Of the user that is the gate; made up where it is absent. */
  readonly password?: string;
  /** Where Debian's package puts it, unless said otherwise. */
  readonly program?: string;
}

export interface RunningOrthanc {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** Adds one DICOM file, and answers Orthanc's id of it. */
  store(part10: Buffer): Promise<string>;
  stop(): Promise<void>;
}

const PROGRAM = '/usr/sbin/Orthanc';
const PLUGINS = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so';

/** A real archive on this machine only: others are refused, and without credentials so is everybody. */
export async function startOrthanc(options: OrthancOptions): Promise<RunningOrthanc> {
  const { folder, port, password = secret(), program = PROGRAM } = options;
  const loader = { name: orthancUsers.loader, password: secret() };
  const filter = path.join(folder, 'filter.lua');
  const file = path.join(folder, 'orthanc.json');
  mkdirSync(folder, { recursive: true });
  const configuration = orthancConfiguration({
    port,
    storage: path.join(folder, 'db'),
    filter,
    users: { [orthancUsers.gate]: password, [loader.name]: loader.password },
    plugins: existsSync(PLUGINS) ? [PLUGINS] : [],
    remote: false,
  });
  writeFileSync(filter, orthancFilter);
  writeFileSync(file, JSON.stringify(configuration), { mode: 0o600 });
  const url = `http://127.0.0.1:${port}`;
  const ready = () => answers(url, basic(orthancUsers.gate, password));
  const running = await startProgram({ name: 'Orthanc', program, args: [file], ready });
  return {
    url,
    username: orthancUsers.gate,
    password,
    store: (part10) => store(url, basic(loader.name, loader.password), part10),
    stop: () => running.stop(),
  };
}

async function store(url: string, authorization: string, part10: Buffer): Promise<string> {
  const body = new Uint8Array(part10);
  const response = await fetch(`${url}/instances`, { method: 'POST', headers: { authorization }, body });
  if (!response.ok) throw new Error(`the archive took no file: ${response.status} ${await response.text()}`);
  const { ID } = (await response.json()) as { ID: string };
  return ID;
}

async function answers(url: string, authorization: string): Promise<boolean> {
  const response = await fetch(`${url}/system`, { headers: { authorization } });
  await response.body?.cancel();
  return response.ok;
}

function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}
