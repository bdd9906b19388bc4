import { Gathered } from './gathered.js';

const limits = { itemsMax: 3, apartMilliseconds: 1 };

function givenGathered() {
  const lots: (readonly number[])[] = [];
  const gathered = new Gathered<number, string>(async (items) => {
    lots.push(items);
    if (items.includes(13)) throw new Error('unlucky');
    return items.map((item) => `no. ${item}`);
  }, limits);
  return { lots, gathered };
}

describe('work that is gathered', () => {
  it('gives everybody the result of their own item', async () => {
    const { gathered } = givenGathered();
    await expect(Promise.all([1, 2, 3, 4, 5].map((item) => gathered.add(item)))).resolves.toEqual([
      'no. 1',
      'no. 2',
      'no. 3',
      'no. 4',
      'no. 5',
    ]);
  });

  it('is done together for all who come at the same time, up to a number', async () => {
    const { gathered, lots } = givenGathered();
    await Promise.all([1, 2, 3, 4, 5].map((item) => gathered.add(item)));
    expect(lots).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it('fails for those of one lot only', async () => {
    const { gathered } = givenGathered();
    const results = await Promise.allSettled([1, 2, 13, 4].map((item) => gathered.add(item)));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
    await expect(gathered.add(5)).resolves.toBe('no. 5');
  });
});
