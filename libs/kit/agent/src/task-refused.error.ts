/** The orchestrator did not take a result, most often because the task had been given to another. */
export class TaskRefused extends Error {
  constructor(readonly code: string) {
    super(`The result was refused: ${code}.`);
    this.name = 'TaskRefused';
  }
}
