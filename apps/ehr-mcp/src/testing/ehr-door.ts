import { DomainError } from '@caregate/core-errors';
import { decide, type Caller, type Relation } from '@caregate/core-permissions';
import { postMcp, RecordingAudit } from '@caregate/testing';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { ehrCompletions } from '../lookup/ehr-completions.js';
import { ehrPrompts } from '../prompts/ehr-prompts.js';
import { ehrResources } from '../resources/ehr-resources.js';
import { reasonsOf } from '../shape/refused-for-reasons.js';
import { previewAudit } from '../writes/preview-audit.js';
import type { EhrDatabase } from './ehr-database.js';
import { specHost } from './spec-host.js';

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
  const host = specHost({
    dataSource,
    prompts: ehrPrompts,
    resources: ehrResources,
    completions: ehrCompletions,
    verifier: { verify },
    authorizer: {
      decide: async (question) => decide({ ...question, relations, now: new Date() }),
      relationsOf: async (subject) => relations.filter((relation) => relation.subject === subject),
    },
    audit: previewAudit(trail),
    errorFields: reasonsOf,
  });
  const server = createServer((request, response) => void host.handleHttp(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server)}/mcp`;
  return {
    url,
    trail,
    admit: (token, caller, related = []) => {
      callers.set(token, caller);
      relations.push(...related);
    },
    call: (token, name, input) => call(url, token, name, input),
    end: async () => {
      await host.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function call(url: string, token: string | undefined, name: string, input: object): Promise<Reply> {
  const { status, message } = await postMcp(url, token, 'tools/call', { name, arguments: input });
  const { result } = message as { result?: { content?: { text?: unknown }[]; isError?: boolean } };
  const text = result?.content?.[0]?.text;
  const json = typeof text === 'string' ? JSON.parse(text) : message;
  return { status, isError: status !== 200 || result?.isError === true, json };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
