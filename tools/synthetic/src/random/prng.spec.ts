import { Prng } from './prng.js';

const draw = (prng: Prng, count: number): number[] => Array.from({ length: count }, () => prng.next());

describe('the random stream of a row', () => {
  it('depends on seed, table and number, and on nothing else', () => {
    const used = new Prng(7, 'patient', 3);
    draw(used, 100);
    expect(draw(used.rekey(41), 20)).toEqual(draw(new Prng(7, 'patient', 41), 20));
  });

  it.each([
    ['seed', new Prng(8, 'patient', 3)],
    ['table', new Prng(7, 'provider', 3)],
    ['number', new Prng(7, 'patient', 4)],
  ])('is another for another %s', (_part, other) => {
    expect(draw(other, 20)).not.toEqual(draw(new Prng(7, 'patient', 3), 20));
  });

  it('is the same on every machine', () => {
    expect(draw(new Prng(1, 'patient', 0), 4)).toEqual([2_582_050_259, 590_405_379, 3_250_328_322, 3_284_089_639]);
  });

  it('covers a range evenly', () => {
    const prng = new Prng(1, 'evenness');
    const drawn = Array.from({ length: 100_000 }, () => prng.below(10));
    for (let face = 0; face < 10; face += 1) {
      const share = drawn.filter((n) => n === face).length / drawn.length;
      expect(share).toBeGreaterThan(0.095);
      expect(share).toBeLessThan(0.105);
    }
  });

  it('is even across rows too, where each gives its first number only', () => {
    const prng = new Prng(1, 'first draws');
    const firsts = Array.from({ length: 50_000 }, (_, n) => prng.rekey(n).below(1000));
    const mean = firsts.reduce((sum, n) => sum + n, 0) / firsts.length;
    expect(Math.abs(mean - 499.5)).toBeLessThan(5);
    expect(new Set(firsts).size).toBe(1000);
  });

  it('reaches both ends of a range and never leaves it', () => {
    const prng = new Prng(1, 'ends');
    const drawn = new Set(Array.from({ length: 1000 }, () => prng.between(-2, 2)));
    expect([...drawn].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
  });

  it('has a bell around nought with a standard deviation of a thousand', () => {
    const prng = new Prng(1, 'bell');
    const drawn = Array.from({ length: 50_000 }, () => prng.bell());
    const mean = drawn.reduce((sum, n) => sum + n, 0) / drawn.length;
    const deviation = Math.sqrt(drawn.reduce((sum, n) => sum + (n - mean) ** 2, 0) / drawn.length);
    expect(Math.abs(mean)).toBeLessThan(20);
    expect(Math.abs(deviation - 1000)).toBeLessThan(20);
  });

  it('shuffles without losing or doubling anything', () => {
    const list = Array.from({ length: 50 }, (_, n) => n);
    const shuffled = new Prng(1, 'shuffle').shuffled(list);
    expect(shuffled).not.toEqual(list);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(list);
  });

  it('says so when there is nothing to pick from', () => {
    expect(() => new Prng(1, 'empty').pick([])).toThrow('Nothing to pick from.');
  });
});
