import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { listen } from './listen.js';

export interface GivenHttpsServer {
  readonly origin: string;
  /** For processes that are to believe it too. */
  readonly certificateFile: string;
  /** The path of every request so far. */
  readonly asked: string[];
  close(): Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server whose certificate this process believes, as it would one of a public authority. */
export async function givenHttpsServer(answer: Answer): Promise<GivenHttpsServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'caregate-tls-'));
  const [keyFile, certificateFile] = selfSigned(folder);
  const [key, cert] = [readFileSync(keyFile, 'utf8'), readFileSync(certificateFile, 'utf8')];
  const believed = getCACertificates('default');
  setDefaultCACertificates([...believed, cert]);
  const asked: string[] = [];
  const server = createServer({ key, cert }, (request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  return {
    origin: `https://localhost:${await listen(server)}`,
    certificateFile,
    asked,
    close: async () => {
      setDefaultCACertificates(believed);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}

function selfSigned(folder: string): [key: string, certificate: string] {
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  execFileSync('openssl', [...kind, ...names, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return [key, cert];
}
