import { createServer } from 'node:http';
import { listen, postMcp, RecordingAudit, Visitors } from '@caregate/testing';
import { ehrCompletions } from '../lookup/ehr-completions.js';
import { ehrPrompts } from '../prompts/ehr-prompts.js';
import { ehrResources } from '../resources/ehr-resources.js';
import { reasonsOf } from '../shape/refused-for-reasons.js';
import { unchangedAudit } from '../writes/unchanged-audit.js';
import type { EhrDatabase } from './ehr-database.js';
import { specHost, type SpecHostOptions } from './spec-host.js';

export interface Reply {
  readonly status: number;
  readonly isError: boolean;
  readonly json: Record<string, unknown>;
}

export interface EhrDoor {
  /** Of its MCP endpoint, for clients that speak the whole protocol. */
  readonly url: string;
  readonly trail: RecordingAudit;
  readonly admit: Visitors['admit'];
  call(token: string | undefined, name: string, input: Readonly<Record<string, unknown>>): Promise<Reply>;
  end(): Promise<void>;
}

/** All tools of this app over HTTP and a real database; who is who, and who may see whom, is what the spec says. */
export async function ehrDoor(
  { dataSource }: EhrDatabase,
  more: Pick<SpecHostOptions, 'views' | 'allowedOrigins'> = {},
): Promise<EhrDoor> {
  const { verifier, authorizer, admit } = new Visitors();
  const trail = new RecordingAudit();
  const host = specHost({
    dataSource,
    prompts: ehrPrompts,
    resources: ehrResources,
    completions: ehrCompletions,
    verifier,
    authorizer,
    audit: unchangedAudit(trail),
    errorFields: reasonsOf,
    ...more,
  });
  const server = createServer((request, response) => void host.handleHttp(request, response));
  const url = `http://127.0.0.1:${await listen(server)}/mcp`;
  return {
    url,
    trail,
    admit,
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
