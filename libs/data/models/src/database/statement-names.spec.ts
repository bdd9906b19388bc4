import { StatementNames } from './statement-names.js';

const TIMES = 5;

function nameAfter(names: StatementNames, text: string, times: number): string | undefined {
  for (let time = 1; time < times; time += 1) names.nameOf(text);
  return names.nameOf(text);
}

describe('the statements that are prepared', () => {
  it('are those that come for the fifth time, each by one name', () => {
    const names = new StatementNames();
    expect(nameAfter(names, 'select $1', TIMES - 1)).toBeUndefined();
    const name = names.nameOf('select $1');
    expect(name).toMatch(/^caregate_\d+$/);
    expect(names.nameOf('select $1')).toBe(name);
    expect(nameAfter(names, 'select $2', TIMES)).not.toBe(name);
  });

  it.each([
    'select * from a where id = $1',
    'SELECT\n  * FROM a WHERE id = $1',
    'with b as (delete from a where id = $1 returning *) select id from b',
    'select b.* from a, b where a.id = $1',
  ])('are none that answer whatever columns there are: %s', (text) => {
    expect(nameAfter(new StatementNames(), text, 2 * TIMES)).toBeUndefined();
  });

  it('may count and multiply', () => {
    expect(nameAfter(new StatementNames(), 'select count(*), 2 * max(n) from a where id = $1', TIMES)).toBe(
      'caregate_1',
    );
  });

  it('are a hundred at the most, and the first of them stay', () => {
    const names = new StatementNames();
    const texts = Array.from({ length: 101 }, (_none, index) => `select $1 + ${index}`);
    const given = texts.map((text) => nameAfter(names, text, TIMES));
    expect(new Set(given.slice(0, 100)).size).toBe(100);
    expect(given[100]).toBeUndefined();
    expect(names.nameOf('select $1 + 0')).toBe(given[0]);
  });

  it('are not those of which many others come in between', () => {
    const names = new StatementNames();
    const others = Array.from({ length: 500 }, (_none, index) => `select $1 + ${index}`);
    for (let time = 0; time < 2 * TIMES; time += 1) {
      expect(names.nameOf('select $1')).toBeUndefined();
      others.forEach((text) => names.nameOf(`${text} + ${time}`));
    }
  });

  it('get a name that nobody had before, once they were forgotten', () => {
    const names = new StatementNames();
    const name = nameAfter(names, 'select $1', TIMES);
    names.forget('select $1');
    expect(nameAfter(names, 'select $1', TIMES - 1)).toBeUndefined();
    expect(names.nameOf('select $1')).not.toBe(name);
  });
});
