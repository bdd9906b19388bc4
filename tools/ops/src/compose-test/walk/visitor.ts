import type { Agent } from 'node:https';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { z } from 'zod';
import { edgeAgent } from './edge-agent.js';
import { edgeFetch } from './edge-fetch.js';
import type { WalkFacts } from './walk-facts.js';

const token = z.looseObject({ access_token: z.string() });
const toolAnswer = z.looseObject({
  isError: z.boolean().optional(),
  content: z.array(z.looseObject({ text: z.string().optional() })),
});

export interface TokenQuestion {
  readonly app: string;
  readonly resource: string;
  readonly scope?: string;
}

/** Somebody outside, who knows the public name, whom to believe, and the secrets of machine clients. */
export class Visitor {
  readonly base: string;
  readonly fetch: typeof fetch;
  /** For what does not go by `fetch`. */
  readonly agent: Agent;

  constructor(readonly facts: WalkFacts) {
    this.base = `https://${facts.host}`;
    this.fetch = edgeFetch(facts);
    this.agent = edgeAgent(facts);
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(`${this.base}${path}`, { headers });
  }

  /** RFC 6749 §4.4, for one resource (RFC 8707). */
  async token({ app, resource, scope }: TokenQuestion): Promise<string> {
    const client = this.facts.clients.find(({ app_id: appId }) => appId === app);
    const credentials = `${client?.client_id}:${client?.client_secret}`;
    const fields = { grant_type: 'client_credentials', resource: `${this.base}${resource}` };
    const response = await this.fetch(`${this.base}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
      body: new URLSearchParams(scope === undefined ? fields : { ...fields, scope }),
    });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    return token.parse(await response.json()).access_token;
  }

  /** Text of a tool's answer, and whether it is a refusal. */
  async call(door: string, bearer: string, tool: string, input: Record<string, unknown>) {
    const client = new Client({ name: 'caregate-compose-test', version: '1.0.0' });
    const requestInit = { headers: { authorization: `Bearer ${bearer}` } };
    await client.connect(
      new StreamableHTTPClientTransport(new URL(this.base + door), { fetch: this.fetch, requestInit }),
    );
    try {
      const { isError = false, content } = toolAnswer.parse(await client.callTool({ name: tool, arguments: input }));
      return { isError, text: content[0]?.text ?? '' };
    } finally {
      await client.close();
    }
  }
}
