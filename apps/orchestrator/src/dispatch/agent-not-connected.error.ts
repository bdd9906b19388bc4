/** Its connection ends in no process; which says nothing against it, nor for it. */
export class AgentNotConnected extends Error {
  constructor(readonly agentId: string) {
    super('The agent is connected nowhere.');
    this.name = 'AgentNotConnected';
  }
}
