import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { createDataSource } from '@caregate/data-models';
import { createMcpHost, type AppView, type McpHost } from '@caregate/kit-mcp';
import { RecordingAudit } from '@caregate/testing';
import { ehrTools } from '../ehr-tools.js';
import { ehrServices } from '../server/ehr-services.js';

export interface RecordlessHostOptions {
  readonly verifier: { verify(token: string): Promise<Caller> };
  readonly views?: readonly AppView[];
}

/** Shows its tools to whoever the verifier knows. Nobody reads a record there or is related to anybody: no database. */
export function recordlessHost({ verifier, views = [] }: RecordlessHostOptions): McpHost {
  const dataSource = createDataSource({ url: 'postgres://nobody@127.0.0.1:1/none', applicationName: 'spec' });
  return createMcpHost({
    name: 'ehr-mcp',
    version: '0.0.0',
    instructions: 'spec',
    tools: ehrTools,
    views,
    services: ehrServices({
      dataSource,
      clinic: { timeZone: 'America/New_York', opensMinute: 8 * 60, closesMinute: 17 * 60 },
      confirmation: 'people',
      tokenEndpoint: { authenticate: () => Promise.reject(new DomainError('oauth.client.unknown')) },
      verifier,
    }),
    verifier,
    authorizer: {
      decide: () => Promise.reject(new DomainError('access.view.stale')),
      relationsOf: () => Promise.reject(new DomainError('access.view.stale')),
    },
    audit: new RecordingAudit(),
    resource: { url: 'http://127.0.0.1/mcp', authorizationServers: ['http://127.0.0.1'], scopesSupported: [] },
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    allowedOrigins: [],
    allowedHosts: ['127.0.0.1'],
  });
}
