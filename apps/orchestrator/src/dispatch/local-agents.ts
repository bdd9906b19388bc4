import type { ServerPayload } from '@caregate/core-contracts';

export type Assignment = ServerPayload<'task:delegate'>;

/** An agent whose connection ends here. */
export interface LocalAgent {
  readonly agentId: string;
  capabilities: readonly string[];
  tasksMax: number;
  /** Ids of the tasks that it has, as far as is known here; corrected with each heartbeat. */
  readonly busy: Set<string>;
  /** Set while it does not acknowledge. */
  suspect: boolean;
  /** Resolves when the agent has acknowledged, rejects when it did not in time. */
  deliver(assignment: Assignment): Promise<void>;
  hangUp(): void;
}

/** Who is connected to this process and has a hand free; the one that has waited longest comes first. */
export class LocalAgents {
  private readonly agents = new Map<string, LocalAgent>();
  private waiting: (() => void)[] = [];

  add(agent: LocalAgent): void {
    this.agents.set(agent.agentId, agent);
    this.changed();
  }

  change(agent: LocalAgent, { capabilities, tasksMax }: Pick<LocalAgent, 'capabilities' | 'tasksMax'>): void {
    const isSame = agent.tasksMax === tasksMax && agent.capabilities.join(' ') === capabilities.join(' ');
    if (isSame) return;
    Object.assign(agent, { capabilities, tasksMax });
    this.changed();
  }

  remove(agent: LocalAgent): void {
    if (this.agents.get(agent.agentId) === agent) this.agents.delete(agent.agentId);
  }

  get(agentId: string): LocalAgent | undefined {
    return this.agents.get(agentId);
  }

  get size(): number {
    return this.agents.size;
  }

  capabilities(): ReadonlySet<string> {
    return new Set([...this.agents.values()].flatMap(({ capabilities }) => capabilities));
  }

  /** Reserves the place of a task with an agent. */
  reserve(capability: string, taskId: string): LocalAgent | undefined {
    const agent = this.free(capability);
    if (agent === undefined) return undefined;
    agent.busy.add(taskId);
    this.agents.delete(agent.agentId);
    this.agents.set(agent.agentId, agent);
    return agent;
  }

  freeCount(capability: string): number {
    let count = 0;
    for (const agent of this.agents.values()) if (isOpen(agent, capability)) count += agent.tasksMax - agent.busy.size;
    return count;
  }

  release(agentId: string, taskId: string): void {
    if (this.agents.get(agentId)?.busy.delete(taskId) === true) this.changed();
  }

  /** Resolves at the next change: somebody came, or has a hand free. */
  nextChange(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  changed(): void {
    const woken = this.waiting;
    this.waiting = [];
    for (const wake of woken) wake();
  }

  private free(capability: string): LocalAgent | undefined {
    for (const agent of this.agents.values()) if (isOpen(agent, capability)) return agent;
    return undefined;
  }
}

function isOpen({ suspect, busy, tasksMax, capabilities }: LocalAgent, capability: string): boolean {
  return !suspect && busy.size < tasksMax && capabilities.includes(capability);
}
