import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AppView, McpHost } from '@caregate/kit-mcp';
import { builtPage, givenCaller, listen } from '@caregate/testing';
import { McpUiResourceMetaSchema, McpUiToolMetaSchema, RESOURCE_MIME_TYPE } from '@modelcontextprotocol/ext-apps';
import { z } from 'zod';
import { recordlessHost } from '../testing/recordless-host.js';
import { chartViews } from './chart-views.js';

const uri = 'ui://caregate/vitals-and-labs.html';
const able = { extensions: { 'io.modelcontextprotocol/ui': { mimeTypes: [RESOURCE_MIME_TYPE] } } };
const drawn = ['get_vital_signs', 'get_lab_results'];

describe('the chart among tools and resources (feature X10)', () => {
  let server: Server;
  let url: string;
  let host: McpHost;
  let html: string;
  beforeAll(async () => {
    const file = await builtPage('vitals-and-labs');
    html = await readFile(file, 'utf8');
    host = hostOf(chartViews(() => undefined, file));
    server = createServer((request, response) => void host.handleHttp(request, response));
    url = `http://127.0.0.1:${await listen(server)}/mcp`;
  }, 60_000);
  afterAll(async () => {
    await host.close();
    server.closeAllConnections();
    server.close();
  });

  it('is named by the tools that it draws, in the form of the specification and in no other', async () => {
    const tools = await listed(able);
    const linked = tools.filter((tool) => tool['_meta'] !== undefined);
    expect(linked.map(({ name }) => name).toSorted()).toEqual(drawn.toSorted());
    for (const { _meta } of linked) {
      expect(_meta).toEqual({ ui: { resourceUri: uri } });
      const { ui } = z.strictObject({ ui: McpUiToolMetaSchema }).parse(_meta);
      expect((await read(String(ui.resourceUri))).mimeType).toBe(RESOURCE_MIME_TYPE);
    }
  });

  it('leaves the list as it is for who cannot open it', async () => {
    const plain = await listed({});
    expect(plain.filter((tool) => '_meta' in tool)).toEqual([]);
    expect((await listed(able)).map(({ _meta, ...tool }) => tool)).toEqual(plain);
  });

  it('declares that it loads and reaches nothing', async () => {
    const { _meta } = await read(uri);
    const { ui } = z.strictObject({ ui: McpUiResourceMetaSchema }).parse(_meta);
    expect(ui.csp).toEqual({ connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] });
    expect(ui.permissions).toBeUndefined();
  });

  it('is one document that names nothing outside of itself, and no more than half a megabyte', async () => {
    const { text } = await read(uri);
    expect(text).toBe(html);
    const [markup = ''] = html.split('<script');
    expect(html.match(/<\/script>/g)).toHaveLength(1);
    expect(markup).not.toMatch(/<link|<base|@import|url\(|https?:/);
    expect(Buffer.byteLength(html)).toBeLessThan(512 * 1024);
  });

  async function listed(capabilities: object) {
    return z
      .object({ tools: z.array(z.looseObject({ name: z.string() })) })
      .parse(await ask('tools/list', {}, capabilities)).tools;
  }

  async function read(address: string) {
    const result = await ask('resources/read', { uri: address }, able);
    const content = z.looseObject({ mimeType: z.string(), text: z.string() });
    return z.object({ contents: z.tuple([content]) }).parse(result).contents[0];
  }

  async function ask(method: string, params: { uri?: string }, capabilities: object): Promise<unknown> {
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': capabilities,
    };
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        authorization: 'Bearer doctor',
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': method,
        ...(params.uri !== undefined && { 'mcp-name': params.uri }),
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta } }),
    });
    return JSON.parse((await response.text()).replace(/^event: message\ndata: /, '')).result;
  }
});

describe('the chart (feature X10)', () => {
  it('is not offered where it was not built, and somebody is told', () => {
    let told = 0;
    const missing = path.join(import.meta.dirname, 'nowhere.html');
    expect(chartViews(() => (told += 1), missing)).toEqual([]);
    expect(told).toBe(1);
  });

  it('does not hide that its file cannot be read', () => {
    expect(() => chartViews(() => undefined, import.meta.dirname)).toThrow('EISDIR');
  });
});

function hostOf(views: readonly AppView[]): McpHost {
  return recordlessHost({ verifier: { verify: async () => givenCaller() }, views });
}
