import type { ServerResponse } from 'node:http';

/**
 * Answers leave when every question that has arrived is judged. An edge that waits is then woken once for all of them
 * and not at each, which costs a virtual machine more than to judge one.
 */
export class AnswersTogether {
  private waiting: ServerResponse[] = [];

  /** `headers` are judged by Node at once, so that none of them can hold up the answers of others. */
  send(response: ServerResponse, status: number, headers: string[]): void {
    response.writeHead(status, headers);
    if (this.waiting.push(response) === 1) setImmediate(this.leave);
  }

  private readonly leave = (): void => {
    const { waiting } = this;
    this.waiting = [];
    for (const response of waiting) response.end();
  };
}
