import { createHttpApp, createLogger, mountHandler, stopHttpApp } from '@caregate/kit-http';
import { RecordingAudit, Visitors } from '@caregate/testing';
import { Module } from '@nestjs/common';
import { ehrDatabase, type EhrDatabase } from '../testing/ehr-database.js';
import { fhirHandler } from './fhir-handler.js';

export interface FhirReply {
  readonly status: number;
  readonly headers: Headers;
  // Parsed JSON of an answer: each spec says what it expects of it.
  readonly body: Record<string, unknown>;
}

export interface GivenFacade {
  readonly database: EhrDatabase;
  readonly url: string;
  readonly trail: RecordingAudit;
  /** Lines of the app's log. */
  readonly log: readonly string[];
  readonly admit: Visitors['admit'];
  get(path: string, token?: string, init?: RequestInit): Promise<FhirReply>;
  end(): Promise<void>;
}

@Module({})
class NothingElse {}

export const facadeUrl = 'https://ehr.example.org/fhir';

const addresses = {
  baseUrl: facadeUrl,
  issuer: 'https://auth.example.org/oauth',
  jwksUrl: 'https://auth.example.org/jwks',
  resourceMetadataUrl: 'https://ehr.example.org/.well-known/oauth-protected-resource/mcp',
  breakGlassUrl: 'https://caregate.example.org/console/emergency',
  scopes: ['read:patients', 'read:vitals'],
  version: '1.2.3',
  startedAt: new Date('2026-11-21T00:00:00Z'),
};

/** The facade in a real app on a real database; who is who, and who may see whom, is what the spec says. */
export async function givenFacade(allowedOrigins: readonly string[] = []): Promise<GivenFacade> {
  const database = await ehrDatabase();
  const trail = new RecordingAudit();
  const { verifier, authorizer, admit } = new Visitors();
  const log: string[] = [];
  const logger = createLogger({
    service: 'ehr-mcp',
    level: 'debug',
    destination: { write: (line) => void log.push(line) },
  });
  const app = await createHttpApp(NothingElse, {
    adapter: 'fastify',
    service: 'ehr-mcp',
    version: '0.0.0',
    logger,
    audit: trail,
  });
  const handler = fhirHandler({
    dataSource: database.dataSource,
    verifier,
    authorizer,
    audit: trail,
    logger,
    clinic: { timeZone: 'America/New_York' },
    ...addresses,
    allowedOrigins,
  });
  mountHandler(app, { path: '/fhir', name: 'fhir', handler });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    database,
    url,
    trail,
    log,
    admit,
    get: async (path, token, init = {}) => {
      const headers = { ...init.headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) };
      const response = await fetch(`${url}/fhir${path}`, { ...init, headers });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
    },
    end: async () => {
      await stopHttpApp(app);
      await database.end();
    },
  };
}
