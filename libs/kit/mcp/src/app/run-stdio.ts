import { Console } from 'node:console';
import { createLogger, runApp, type Logger } from '@caregate/kit-http';
import type { McpHost } from '../host/mcp-host.js';

export interface StdioSettings {
  readonly LOG_LEVEL: 'debug' | 'info' | 'warn' | 'error';
  readonly CAREGATE_PROFILE: NonNullable<Parameters<typeof createLogger>[0]['profile']>;
  readonly CAREGATE_ACCESS_TOKEN?: string | undefined;
}

export interface StdioApp {
  readonly host: McpHost;
  stop(): Promise<void>;
}

/** An MCP server as the child of its client: ends when that closes standard input, or by signal. */
export async function runStdio(
  service: string,
  settings: StdioSettings,
  start: (logger: Logger) => Promise<StdioApp>,
): Promise<void> {
  // Standard output belongs to the protocol, also when a library wants to print.
  globalThis.console = new Console(process.stderr);
  const { LOG_LEVEL: level, CAREGATE_PROFILE: profile, CAREGATE_ACCESS_TOKEN: accessToken } = settings;
  const logger = createLogger({ service, level, profile, destination: 2 });
  await runApp({
    logger,
    start: async () => {
      const app = await start(logger);
      const served = app.host.serveStdio(accessToken === undefined ? {} : { accessToken });
      void served.then(() => process.kill(process.pid, 'SIGTERM'));
      return app;
    },
    stop: async ({ host, stop }) => {
      await host.close();
      await stop();
    },
  });
}
