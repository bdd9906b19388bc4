import path from 'node:path';
import { freePort } from '@caregate/testing';
import { AppProcess } from './app-process.js';
import type { ReachableOrchestrator } from './orchestrator-house.js';

const entry = path.resolve(import.meta.dirname, '../../dist/main.js');

export interface OrchestratorProcess extends ReachableOrchestrator {
  readonly process: AppProcess;
}

/** The compiled orchestrator, started as operators start it; on the ports of the one before, if there was one. */
export async function orchestratorProcess(
  environment: Readonly<Record<string, string>>,
  before?: ReachableOrchestrator,
): Promise<OrchestratorProcess> {
  const port = before?.port ?? (await freePort());
  const wsPort = before?.wsPort ?? (await freePort());
  const ports = { PORT: String(port), WS_PORT: String(wsPort) };
  const app = await AppProcess.start(entry, { ...environment, ...ports }, `http://127.0.0.1:${port}/ready`);
  return { port, wsPort, process: app, stop: () => app.stop() };
}
