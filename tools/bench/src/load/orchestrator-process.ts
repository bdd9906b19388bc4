import { spawn } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { migrate } from '@caregate/data-models';
import { freePort, startPostgres } from '@caregate/postgres';
import { SignJWT } from 'jose';
import pg from 'pg';

const entry = path.resolve(import.meta.dirname, '../../../../apps/orchestrator/dist/main.js');
const START_SECONDS_MAX = 60;

export interface OrchestratorUnderLoad {
  readonly url: string;
  readonly socketUrl: string;
  readonly databaseUrl: string;
  token(role: string): Promise<string>;
  stop(): Promise<void>;
}

/** The compiled orchestrator with a database that flushes to disk, and an issuer of tokens of its own. */
export async function orchestratorProcess(): Promise<OrchestratorUnderLoad> {
  const undo: (() => unknown)[] = [];
  const stop = async () => {
    for (let work = undo.pop(); work !== undefined; work = undo.pop()) await work();
  };
  try {
    const folder = mkdtempSync(path.join(tmpdir(), 'caregate-bench-'));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    const database = await startPostgres({ dataFolder: folder, disposable: true });
    undo.push(() => database.stop());
    await migrate(database.superuserUrl);
    const databaseUrl = await roleUrl(database.superuserUrl);
    const issuer = await startIssuer();
    undo.push(() => issuer.close());
    const [port, wsPort] = [await freePort(), await freePort()];
    const url = `http://127.0.0.1:${port}`;
    const environment = {
      CAREGATE_PROFILE: 'dev',
      CAREGATE_EXIT_WITH_PARENT: '1',
      LOG_LEVEL: 'warn',
      PORT: String(port),
      WS_PORT: String(wsPort),
      PUBLIC_URL: url,
      ISSUER: issuer.issuer,
      JWKS_URL: issuer.jwksUrl,
      DATABASE_URL: databaseUrl,
    };
    undo.push(await startApp(environment, `${url}/ready`));
    const token = (role: string) => issuer.token(role, url);
    return { url, socketUrl: `http://127.0.0.1:${wsPort}`, databaseUrl: database.superuserUrl, token, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function roleUrl(superuserUrl: string): Promise<string> {
  const password = randomUUID();
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  await client.query(`alter role caregate_orchestrator login password ${pg.escapeLiteral(password)}`);
  await client.end();
  const url = new URL(superuserUrl);
  url.username = 'caregate_orchestrator';
  url.password = password;
  return url.href;
}

async function startApp(env: Record<string, string>, readyUrl: string): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  for (const deadline = performance.now() + START_SECONDS_MAX * 1000; performance.now() < deadline; await pause(50))
    if (child.exitCode === null && (await answers(readyUrl))) return stop;
  await stop();
  throw new Error('the orchestrator did not come up');
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    // Nobody listens yet.
    return false;
  }
}

/** Stands in for the authorization server, which is not what is measured. */
async function startIssuer() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'bench', use: 'sig', alg: 'RS256' }];
  const server = createServer((_request, response) => response.end(JSON.stringify({ keys })));
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const issuer = 'https://issuer.bench.example';
  const scope = 'read:agents write:agents read:tasks write:tasks';
  return {
    issuer,
    jwksUrl: `http://127.0.0.1:${port}/jwks`,
    token: (role: string, aud: string) => {
      const iat = Math.floor(Date.now() / 1000);
      const times = { iat, exp: iat + 3_600, iss: issuer, aud, jti: randomUUID() };
      return new SignJWT({ sub: 'bench', role, scope, client_id: 'bench', subject_kind: 'user', ...times })
        .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'bench' })
        .sign(privateKey);
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
