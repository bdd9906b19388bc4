export class AgentNotRegistered extends Error {
  constructor(
    readonly agentId: string,
    readonly status: number,
  ) {
    super(`The orchestrator answered ${status} to the registration of ${agentId}.`);
    this.name = 'AgentNotRegistered';
  }
}
