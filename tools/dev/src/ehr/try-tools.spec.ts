import { createServer, type Server } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import { createMcpHost, defineTool, type McpHost } from '@caregate/kit-mcp';
import { givenCaller, listen, RecordingAudit } from '@caregate/testing';
import { z } from 'zod';
import type { TryTarget, TryTransport } from './try-client.js';
import { tryTools } from './try-tools.js';

const add = defineTool({
  name: 'add',
  title: 'Add numbers',
  description: 'Adds a number to itself, some times.',
  input: z.strictObject({ label: z.string(), number: z.number(), times: z.int().optional() }),
  output: z.strictObject({ label: z.string(), sum: z.number() }),
  permission: 'public',
  audit: 'token.validated',
  hints: { readOnly: true },
  run: async ({ label, number, times = 2 }) => {
    if (times < 0) throw new DomainError('request.invalid');
    return { label, sum: number * times };
  },
});

describe('npm run ehr -- try', () => {
  let host: McpHost;
  let server: Server;
  let target: TryTarget;

  beforeAll(async () => {
    host = createMcpHost({
      name: 'spec',
      version: '1.0.0',
      instructions: 'spec',
      tools: [add],
      services: {},
      verifier: { verify: async () => givenCaller() },
      authorizer: { decide: () => Promise.reject(new DomainError('access.view.stale')), relationsOf: async () => [] },
      audit: new RecordingAudit(),
      resource: { url: 'http://127.0.0.1/mcp', authorizationServers: [], scopesSupported: [] },
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
      allowedOrigins: [],
      allowedHosts: ['127.0.0.1'],
    });
    server = createServer((request, response) => void host.handleHttp(request, response));
    host.takeSockets(server);
    const at = `127.0.0.1:${await listen(server)}`;
    const stdio = { entry: '', environment: {} };
    target = { mcpUrl: `http://${at}/mcp`, socketUrl: `ws://${at}/`, stdio, token: 'token' };
  });
  afterAll(async () => {
    await host.close();
    server.closeAllConnections();
    server.close();
  });

  async function tried(transport: TryTransport, tool?: string, given: readonly string[] = []) {
    const lines: string[] = [];
    const done = await tryTools(target, { transport, tool, given, print: (line) => lines.push(line) });
    return { done, text: lines.join('\n') };
  }

  it.each(['http', 'ws'] as const)('lists tools and what they take over %s', async (transport) => {
    const { done, text } = await tried(transport);
    expect(done).toBe(true);
    expect(text).toMatch(/^add +Add numbers\n {4}label number \[times\]/);
  });

  it.each(['http', 'ws'] as const)(
    'calls a tool with arguments of the types that it wants over %s',
    async (transport) => {
      const { done, text } = await tried(transport, 'add', ['label=3=three', 'number=3', 'times=4']);
      expect([done, JSON.parse(text)]).toEqual([true, { label: '3=three', sum: 12 }]);
    },
  );

  it('tells an error of the tool, and that it is one', async () => {
    const { done, text } = await tried('http', 'add', ['label=x', 'number=1', 'times=-1']);
    expect([done, JSON.parse(text)]).toEqual([false, expect.objectContaining({ code: 'request.invalid' })]);
  });

  it.each([
    ['a tool that nobody has', 'subtract', [], 'This client is shown no tool "subtract".'],
    ['an argument that it has not', 'add', ['weight=3'], 'add has no argument "weight".'],
    ['no name of an argument', 'add', ['weight'], 'add has no argument "weight".'],
    ['an argument without a value', 'add', ['number'], '--arg number has no value.'],
    ['a number that is none', 'add', ['number=three'], 'The argument "number" is no text here.'],
  ])('refuses %s in one sentence', async (_case, tool, given, sentence) => {
    await expect(tried('http', tool, given)).rejects.toThrow(sentence);
  });
});
