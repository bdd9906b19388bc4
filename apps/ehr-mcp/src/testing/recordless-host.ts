import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { createDataSource } from '@caregate/data-models';
import type { AppView, McpHost } from '@caregate/kit-mcp';
import { RecordingAudit } from '@caregate/testing';
import { specHost } from './spec-host.js';

export interface RecordlessHostOptions {
  readonly verifier: { verify(token: string): Promise<Caller> };
  readonly views?: readonly AppView[];
}

/** Shows its tools to whoever the verifier knows. Nobody reads a record there or is related to anybody: no database. */
export function recordlessHost({ verifier, views = [] }: RecordlessHostOptions): McpHost {
  const dataSource = createDataSource({ url: 'postgres://nobody@127.0.0.1:1/none', applicationName: 'spec' });
  return specHost({
    dataSource,
    verifier,
    views,
    authorizer: {
      decide: () => Promise.reject(new DomainError('access.view.stale')),
      relationsOf: () => Promise.reject(new DomainError('access.view.stale')),
    },
    audit: new RecordingAudit(),
  });
}
