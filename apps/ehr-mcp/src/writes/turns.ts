/** Work on one thing, one at a time in this process; who had to wait looks again, all of them at once. */
export class Turns {
  private readonly holders = new Map<string, Promise<unknown>>();

  /** `look` rejects when there is nothing left to be had; then `work` is not begun. */
  async take<T>(thing: string, look: () => Promise<void>, work: () => Promise<T>): Promise<T> {
    let hasLooked = false;
    while (this.holders.has(thing)) {
      await this.holders.get(thing);
      await look();
      hasLooked = true;
    }
    // Who comes first looks within the turn, so that the others look once and not before and after it.
    const turn = hasLooked ? work() : look().then(work);
    // How it ended is the asker's; the others only wait for the end.
    const ended = turn.catch(() => undefined).finally(() => this.holders.delete(thing));
    this.holders.set(thing, ended);
    return turn;
  }
}
