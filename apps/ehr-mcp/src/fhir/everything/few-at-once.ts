/** Lets so many work at a time; the others wait, and go on in the order in which they came. */
export class FewAtOnce {
  private readonly waiting: (() => void)[] = [];
  private working = 0;

  constructor(private readonly max: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.working < this.max) this.working += 1;
    else await new Promise<void>((goOn) => this.waiting.push(goOn));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // Whoever goes on takes the place of whoever is done.
      if (next === undefined) this.working -= 1;
      else next();
    }
  }
}
