import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { z } from 'zod';

const proxy = createRequire(import.meta.url).resolve('mcp-remote/dist/proxy.js');

/** What `mcp-remote` keeps on the disk of its user. */
const kept = {
  tokens: z.looseObject({ access_token: z.string(), refresh_token: z.string() }),
  client_info: z.looseObject({ client_id: z.string() }),
};

export interface McpRemote {
  readonly client: Client;
  /** Resolves once the proxy has found its way to the server, by way of the browser if it needs one. */
  connect(): Promise<void>;
  remembered<K extends keyof typeof kept>(name: K): z.output<(typeof kept)[K]>;
  end(): Promise<void>;
}

/** The real `mcp-remote` between a client on stdio and a server on HTTP. `onAddress` is its user at the browser. */
export function mcpRemote(serverUrl: string, callbackPort: number, onAddress: (url: string) => void): McpRemote {
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-mcp-remote-'));
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [proxy, serverUrl, String(callbackPort), '--transport', 'http-only', '--auth-timeout', '60'],
    // A PATH of nothing: no program that opens a browser is found, so the address is printed.
    env: { HOME: folder, MCP_REMOTE_CONFIG_DIR: folder, PATH: '' },
    stderr: 'pipe',
  });
  const shown = new Set<string>();
  let said = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
    for (const [, url = ''] of said.matchAll(/authorize this client by visiting:\s+(\S+)\s/gu)) {
      if (!shown.has(url)) onAddress(url);
      shown.add(url);
    }
  });
  const client = new Client({ name: 'caregate-e2e', version: '1.0.0' });
  return {
    client,
    connect: async () => {
      try {
        await client.connect(transport, { timeout: 40_000 });
      } catch (error) {
        throw new Error(`mcp-remote did not connect: ${said.slice(-2000)}`, { cause: error });
      }
    },
    remembered: (name) => {
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      const file = files.find((each) => each.endsWith(`${name}.json`));
      if (file === undefined) throw new Error(`mcp-remote keeps no ${name}: ${files.join(', ')}`);
      return kept[name].parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))) as never; // -- the schema of that very name
    },
    end: async () => {
      await client.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
