import { DomainError } from '@caregate/core-errors';
import { decide, type Caller, type Relation } from '@caregate/core-permissions';
import { createMcpHost } from '@caregate/kit-mcp';
import { RecordingAudit } from '@caregate/testing';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { ehrTools } from '../ehr-tools.js';
import { ehrCompletions } from '../lookup/ehr-completions.js';
import { ehrPrompts } from '../prompts/ehr-prompts.js';
import { ehrResources } from '../resources/ehr-resources.js';
import { ehrServices } from '../server/ehr-services.js';
import { reasonsOf } from '../shape/refused-for-reasons.js';
import { previewAudit } from '../writes/preview-audit.js';
import type { EhrDatabase } from './ehr-database.js';

export interface Reply {
  readonly status: number;
  readonly isError: boolean;
  readonly json: Record<string, unknown>;
}

export interface EhrDoor {
  /** Of its MCP endpoint, for clients that speak the whole protocol. */
  readonly url: string;
  readonly trail: RecordingAudit;
  /** Lets somebody in under a token of that name. */
  admit(token: string, caller: Caller, relations?: readonly Relation[]): void;
  call(token: string | undefined, name: string, input: Readonly<Record<string, unknown>>): Promise<Reply>;
  end(): Promise<void>;
}

/** All tools of this app over HTTP and a real database; who is who, and who may see whom, is what the spec says. */
export async function ehrDoor({ dataSource }: EhrDatabase): Promise<EhrDoor> {
  const callers = new Map<string, Caller>();
  const relations: Relation[] = [];
  const trail = new RecordingAudit();
  const verify = async (token: string) =>
    callers.get(token) ?? Promise.reject(new DomainError('token.signature.invalid'));
  const host = createMcpHost({
    name: 'ehr-mcp',
    version: '0.0.0',
    instructions: 'spec',
    tools: ehrTools,
    prompts: ehrPrompts,
    resources: ehrResources,
    completions: ehrCompletions,
    services: ehrServices({
      dataSource,
      clinic: { timeZone: 'America/New_York', opensMinute: 8 * 60, closesMinute: 17 * 60 },
      confirmation: 'people',
      tokenEndpoint: { authenticate: () => Promise.reject(new DomainError('oauth.client.unknown')) },
      verifier: { verify },
    }),
    verifier: { verify },
    authorizer: {
      decide: async (question) => decide({ ...question, relations, now: new Date() }),
      relationsOf: async (subject) => relations.filter((relation) => relation.subject === subject),
    },
    audit: previewAudit(trail),
    resource: { url: 'http://127.0.0.1/mcp', authorizationServers: ['http://127.0.0.1'], scopesSupported: [] },
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    errorFields: reasonsOf,
    allowedOrigins: [],
    allowedHosts: ['127.0.0.1'],
  });
  const server = createServer((request, response) => void host.handleHttp(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}/mcp`,
    trail,
    admit: (token, caller, related = []) => {
      callers.set(token, caller);
      relations.push(...related);
    },
    call: (token, name, input) => call(server, token, name, input),
    end: async () => {
      await host.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function call(server: Server, token: string | undefined, name: string, input: object): Promise<Reply> {
  const response = await fetch(`http://127.0.0.1:${portOf(server)}/mcp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: input } }),
  });
  const body = JSON.parse(await response.text());
  const text: unknown = body?.result?.content?.[0]?.text;
  const json = typeof text === 'string' ? JSON.parse(text) : body;
  return { status: response.status, isError: response.status !== 200 || body.result?.isError === true, json };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
