import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setUp } from '../compose/set-up.js';
import type { DeploymentFacts } from '../compose/deployment-facts.js';
import { program } from './program.js';
import { testOverride } from './test.override.js';
import { ownCertificate } from '../compose/own-certificate.js';

/** What an operator has on the host: the folder `deploy`, set up. */
export interface TestDeployment {
  readonly host: string;
  /** Where docker-compose is called. */
  readonly composeFolder: string;
  readonly accessFile: string;
  readonly authorityFile: string;
  /** Where the token of the agent goes, as the guide says. */
  readonly agentTokenFile: string;
  remove(): void;
}

const facts: DeploymentFacts = {
  host: 'care.example.org',
  identityProvider: {
    title: 'Hospital',
    issuer: 'https://login.example.org',
    clientId: 'caregate',
    clientSecret: 'of-the-test-alone-0123456789abcdef',
  },
  administrator: { subject: 'first', name: 'First Administrator', email: 'admin@example.org' },
};

/** A copy of the source's, so that no secret of this test ever lies in the folder of a deployment. */
export async function testDeployment(source: string): Promise<TestDeployment> {
  const root = mkdtempSync(path.join(tmpdir(), 'caregate-compose-'));
  const deploy = path.join(root, 'deploy');
  cpSync(path.join(source, 'deploy'), deploy, { recursive: true });
  const composeFolder = path.join(deploy, 'compose');
  setUp(composeFolder, facts);
  writeFileSync(path.join(composeFolder, 'docker-compose.override.yml'), testOverride);
  await showCertificate(root, deploy);
  haveEdgeWait(path.join(deploy, 'traefik/dynamic/caregate.yml'));
  return {
    host: facts.host,
    composeFolder,
    accessFile: path.join(composeFolder, 'secrets/access'),
    authorityFile: path.join(root, 'authority.crt'),
    agentTokenFile: path.join(composeFolder, 'secrets/agent_token'),
    remove: () => rmSync(root, { recursive: true }),
  };
}

/** No ACME server is reached from here, so that the edge is given a certificate as one is who has his own. */
async function showCertificate(root: string, deploy: string): Promise<void> {
  const openssl = (...words: string[]) => program('openssl', words, { folder: root });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const authority = ['-CA', 'authority.crt', '-CAkey', 'authority.key'];
  const tls = path.join(deploy, 'compose/secrets/tls');
  await openssl('req', '-x509', ...key, '-days', '90', '-subj', '/CN=Test authority', ...files('authority'));
  const name = ['-subj', `/CN=${facts.host}`, '-addext', `subjectAltName=DNS:${facts.host}`];
  const shown = [
    '-addext',
    'basicConstraints=critical,CA:false',
    '-keyout',
    `${tls}/tls.key`,
    '-out',
    `${tls}/tls.crt`,
  ];
  await openssl('req', '-x509', ...authority, ...key, '-days', '90', ...name, ...shown);
  writeFileSync(path.join(deploy, 'traefik/dynamic/certificate.yml'), ownCertificate);
}

/** As the override has Docker wait: on a busy machine an app may take longer to say that it is ready. */
function haveEdgeWait(file: string): void {
  const patient = readFileSync(file, 'utf8').replaceAll('interval: 5s', 'interval: 60s');
  writeFileSync(file, patient.replaceAll('timeout: 4s', 'timeout: 50s'));
}

function files(name: string): string[] {
  return ['-keyout', `${name}.key`, '-out', `${name}.crt`];
}
