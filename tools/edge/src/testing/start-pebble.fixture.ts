import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { freePort } from '@caregate/testing';
import { startProgram } from '../program/start-program.js';

export interface PebbleOptions {
  readonly folder: string;
  /** Where the edge under test answers challenges (RFC 8555 §8.3, RFC 8737). */
  readonly httpPort: number;
  readonly tlsPort: number;
}

export interface RunningPebble {
  readonly directory: string;
  /** Who has signed the server's own certificate. */
  readonly authorityFile: string;
  /** Who signs what it gives. */
  root(): Promise<string>;
  stop(): Promise<void>;
}

/** Let's Encrypt's own ACME server for tests, of Debian's package `pebble`, beside a DNS server for its questions. */
export async function startPebble(options: PebbleOptions): Promise<RunningPebble> {
  const { folder, httpPort, tlsPort } = options;
  const [port, managementPort, namesPort, namesManagementPort] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  mkdirSync(folder, { recursive: true });
  const [certificate, privateKey] = [path.join(folder, 'pebble.crt'), path.join(folder, 'pebble.key')];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  execFileSync('openssl', [...kind, ...name, '-keyout', privateKey, '-out', certificate], { stdio: 'ignore' });
  const pebble = {
    listenAddress: `127.0.0.1:${port}`,
    managementListenAddress: `127.0.0.1:${managementPort}`,
    certificate,
    privateKey,
    httpPort,
    tlsPort,
    ocspResponderURL: '',
  };
  const file = path.join(folder, 'pebble.json');
  writeFileSync(file, JSON.stringify({ pebble }));
  const names = startNames(namesPort, namesManagementPort);
  const dns = ['-dnsserver', `127.0.0.1:${namesPort}`];
  const directory = `https://localhost:${port}/dir`;
  const ask = (url: string) => getText(url, readFileSync(certificate, 'utf8'));
  const server = startProgram({
    name: 'Pebble',
    program: '/usr/bin/env',
    args: ['PEBBLE_VA_NOSLEEP=1', 'pebble', '-strict', '-config', file, ...dns],
    ready: async () => (await ask(directory)).includes('newOrder'),
  });
  const running = await Promise.all([names, server]);
  return {
    directory,
    authorityFile: certificate,
    root: () => ask(`https://localhost:${managementPort}/roots/0`),
    stop: async () => void (await Promise.all(running.map((each) => each.stop()))),
  };
}

/** Answers every question for a name with 127.0.0.1. Its own answers to challenges stay shut. */
function startNames(port: number, managementPort: number) {
  const shut = ['-http01', '', '-https01', '', '-tlsalpn01', '', '-management', `127.0.0.1:${managementPort}`];
  const args = ['-dns01', `127.0.0.1:${port}`, '-defaultIPv4', '127.0.0.1', '-defaultIPv6', '', ...shut];
  const ready = async () => (await fetch(`http://127.0.0.1:${managementPort}/`)).status === 404;
  return startProgram({ name: 'The server of names', program: 'pebble-challtestsrv', args, ready });
}

function getText(url: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = https.get(url, { ca, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve(text));
    });
    asked.on('error', reject);
  });
}
