import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { AgentNotRegistered, clientToken, registerAgent } from '@caregate/kit-agent';
import type { Logger } from '@caregate/kit-http';
import type { BiasDetectorConfig } from '../config.js';
import { version } from './version.js';

const SCOPE = 'write:agents';
const AGAIN_MILLISECONDS = 2_000;

/** The token that was given, or kept since the last start, or that of a registration now. */
export async function agentToken(config: BiasDetectorConfig, capabilities: string[], logger: Logger): Promise<string> {
  const { AGENT_TOKEN, AGENT_TOKEN_STORE: store } = config;
  const known = AGENT_TOKEN ?? (store === undefined ? undefined : await kept(store));
  if (known !== undefined) return known;
  const token = await untilRegistered(() => register(config, capabilities, logger), logger);
  if (store !== undefined) await writeFile(store, token, { mode: 0o600 });
  return token;
}

/** The orchestrator may still be starting; a refusal will not change by itself. */
async function untilRegistered(registerOnce: () => Promise<string>, logger: Logger): Promise<string> {
  for (;;)
    try {
      return await registerOnce();
    } catch (error) {
      if (error instanceof AgentNotRegistered && error.status < 500) throw error;
      if (!(error instanceof Error)) throw error;
      logger.warn({ err: error }, 'not registered yet');
      await pause(AGAIN_MILLISECONDS);
    }
}

async function register(config: BiasDetectorConfig, capabilities: string[], logger: Logger): Promise<string> {
  const { TOKEN_URL: tokenUrl, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret, ORCHESTRATOR_URL: url } = config;
  if (tokenUrl === undefined || clientId === undefined || clientSecret === undefined)
    throw new AgentNotRegistered(config.AGENT_ID, 401);
  const resource = url.replace(/\/$/, '');
  const scope = `${SCOPE} read:agents`;
  const accessToken = await clientToken({ tokenUrl, clientId, clientSecret, resource, scope, logger });
  return registerAgent({
    url,
    accessToken,
    logger,
    agent: {
      agent_id: config.AGENT_ID,
      name: 'Bias detector',
      type: 'bias-detector',
      capabilities,
      version,
      max_concurrent_tasks: config.CONCURRENCY,
    },
  });
}

async function kept(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim() || undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
