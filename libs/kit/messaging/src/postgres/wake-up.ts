/** A bell that is not missed: one that rang while nobody waited ends the next wait at once. */
export class WakeUp {
  private rung = false;
  private answer: () => void = () => {};

  ring(): void {
    this.rung = true;
    this.answer();
  }

  async wait(milliseconds: number): Promise<void> {
    if (!this.rung) await this.ringOr(milliseconds);
    this.rung = false;
  }

  private async ringOr(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds).unref();
      this.answer = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
