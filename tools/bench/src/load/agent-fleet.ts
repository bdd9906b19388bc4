import { setTimeout as pause } from 'node:timers/promises';
import { AgentRuntime, registerAgent } from '@caregate/kit-agent';
import type { OrchestratorUnderLoad } from './orchestrator-process.js';

const CONNECT_SECONDS_MAX = 60;
const KIND = 'bench_work';

/** Agents of the kit, each on a socket of its own, that note when a task reached them and how often. */
export class AgentFleet {
  readonly kind = KIND;
  /** Milliseconds from the request of a task until an agent had it. */
  readonly latencies: number[] = [];
  readonly timesDone = new Map<string, number>();
  private runtimes: AgentRuntime[] = [];

  async connect({ url, socketUrl, token }: OrchestratorUnderLoad, count: number): Promise<void> {
    const accessToken = await token('supervisor');
    for (let index = 0; index < count; index += 1) {
      const agent = { agent_id: `bench-${index}`, name: 'Bench', type: 'bench', capabilities: [KIND] };
      const agentToken = await registerAgent({ url, accessToken, agent });
      this.runtimes.push(this.runtime(socketUrl, agent.agent_id, agentToken));
    }
    const deadline = performance.now() + CONNECT_SECONDS_MAX * 1000;
    while (this.runtimes.some(({ connected }) => !connected)) {
      if (performance.now() > deadline) throw new Error('the agents did not all connect');
      await pause(50);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.runtimes.map((runtime) => runtime.stop()));
  }

  private runtime(url: string, agentId: string, token: string): AgentRuntime {
    const work = ({ at }: Readonly<Record<string, unknown>>, { taskId }: { readonly taskId: string }) => {
      this.latencies.push(performance.now() - Number(at));
      this.timesDone.set(taskId, (this.timesDone.get(taskId) ?? 0) + 1);
      return { done: true };
    };
    const runtime = new AgentRuntime({ url, agentId, token, handlers: { [KIND]: work } });
    runtime.start();
    return runtime;
  }
}
