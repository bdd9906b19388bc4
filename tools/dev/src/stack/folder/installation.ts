import path from 'node:path';
import type { Addresses } from '../ports/addresses.js';
import type { Ports } from '../ports/ports.js';
import type { Secrets } from './secrets.js';
import type { StateFolder } from './state-folder.js';

export const repository = path.resolve(import.meta.dirname, '../../../../..');
/** Where Node keeps what it compiled, so that a later start need not do it again; npm ci clears it. */
export const compileCache = path.join(repository, 'node_modules/.cache/node-compile');

/** An Orthanc, and who we are to it. */
export interface PacsArchive {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** What all processes of a local stack are made of. */
export interface Installation {
  readonly folder: StateFolder;
  /** Where the programs lie, each at the path of its compiled file. */
  readonly programs: string;
  readonly ports: Ports;
  readonly addresses: Addresses;
  readonly secrets: Secrets;
  readonly anchorKey: string;
  /** As the role of that name. */
  readonly databaseUrl: (role: keyof Secrets['databaseRoles']) => string;
  readonly redisUrl: string | undefined;
  /** A real image archive that somebody else runs; without one, there is no gate to it. */
  readonly pacs: PacsArchive | undefined;
  readonly authoritiesFile?: string | undefined;
  readonly logLevel: string;
}

/** Variables that every app of ours reads. */
export function common({ redisUrl, authoritiesFile, logLevel }: Installation): Record<string, string> {
  return {
    CAREGATE_PROFILE: 'dev',
    HOST: '127.0.0.1',
    LOG_LEVEL: logLevel,
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    ...(authoritiesFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: authoritiesFile }),
  };
}

/** By which a resource server knows its tokens. */
export function tokensOf({ issuer, jwks }: Addresses): Record<string, string> {
  return { ISSUER: issuer, JWKS_URL: jwks };
}
