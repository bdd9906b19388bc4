import { Turns } from './turns.js';

const free = async () => undefined;

describe('turns', () => {
  it('are taken one at a time for one thing, and a failure keeps nobody waiting', async () => {
    const turns = new Turns();
    const said: string[] = [];
    const work = (name: string) => async () => {
      said.push(`${name} begins`);
      await Promise.resolve();
      said.push(`${name} ends`);
      if (name === 'second') throw new Error('no');
      return name;
    };
    const all = ['first', 'second', 'third'].map((name) => turns.take('calendar', free, work(name)));
    const ends = await Promise.allSettled(all);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(said).toEqual(['first', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it('are not begun by those who see, once the one before them is done, that nothing is left', async () => {
    const turns = new Turns();
    let taken = false;
    const counts = { looks: 0, begun: 0 };
    const look = async () => {
      counts.looks += 1;
      if (taken) throw new Error('taken');
    };
    const work = async () => {
      counts.begun += 1;
      await Promise.resolve();
      taken = true;
    };
    const ends = await Promise.allSettled(Array.from({ length: 50 }, () => turns.take('slot', look, work)));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(counts).toEqual({ looks: 50, begun: 1 });
  });

  it('are waited for without looking again and again', async () => {
    const turns = new Turns();
    const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
    let looks = 0;
    const look = async () => {
      looks += 1;
      await nextTurn();
    };
    let end: (value: string) => void = () => undefined;
    const held = turns.take('calendar', free, () => new Promise<string>((resolve) => (end = resolve)));
    await nextTurn();
    const waiting = turns.take('calendar', look, async () => 'done');
    await nextTurn();
    expect(looks).toBe(0);
    end('first');
    await expect(Promise.all([held, waiting])).resolves.toEqual(['first', 'done']);
    expect(looks).toBe(1);
  });

  it('are not waited for by work on another thing', async () => {
    const turns = new Turns();
    let end: (value: string) => void = () => undefined;
    const held = turns.take('one', free, () => new Promise<string>((resolve) => (end = resolve)));
    await expect(turns.take('other', free, async () => 'done')).resolves.toBe('done');
    end('late');
    await expect(held).resolves.toBe('late');
  });
});
