import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { createMcpHost, type McpHost, type McpHostOptions } from '@caregate/kit-mcp';
import type { DataSource } from 'typeorm';
import { ehrTools } from '../ehr-tools.js';
import { ehrServices } from '../server/ehr-services.js';
import type { EhrServices } from '../services.js';

type Options = McpHostOptions<EhrServices>;
type Extras = Pick<Options, 'views' | 'resources' | 'prompts' | 'completions' | 'errorFields' | 'firstVersion'>;

export interface SpecHostOptions extends Pick<Options, 'authorizer' | 'audit'>, Extras {
  readonly dataSource: DataSource;
  readonly verifier: { verify(token: string): Promise<Caller> };
  readonly allowedOrigins?: readonly string[];
  /** Instead of those on the database. */
  readonly services?: Partial<EhrServices>;
}

/** All tools of the health record, in a clinic in New York that has no applications; the rest is the spec's to say. */
export function specHost({ dataSource, allowedOrigins = [], services = {}, ...given }: SpecHostOptions): McpHost {
  return createMcpHost({
    name: 'ehr-mcp',
    version: '0.0.0',
    instructions: 'spec',
    tools: ehrTools,
    ...given,
    services: {
      ...ehrServices({
        dataSource,
        clinic: { timeZone: 'America/New_York', opensMinute: 8 * 60, closesMinute: 17 * 60, bookingHorizonDays: 730 },
        confirmation: 'people',
        tokenEndpoint: { authenticate: () => Promise.reject(new DomainError('oauth.client.unknown')) },
        verifier: given.verifier,
      }),
      ...services,
    },
    withdraw: ({ token, tool, caller }, { writes }) => writes.withdraw(caller, tool, token),
    resource: { url: 'http://127.0.0.1/mcp', authorizationServers: ['http://127.0.0.1'], scopesSupported: [] },
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    allowedOrigins,
    allowedHosts: ['127.0.0.1'],
  });
}
