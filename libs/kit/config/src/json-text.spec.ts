import { z } from 'zod';
import { jsonText } from './json-text.js';

describe('a text of JSON', () => {
  const names = jsonText(z.array(z.string()));

  it('becomes what it says', () => {
    expect(names.parse('["a", "b"]')).toEqual(['a', 'b']);
  });

  it.each([
    ['no JSON', '["hunter2"'],
    ['nothing', 'null'],
    ['empty', ''],
  ])('is refused as such when it is %s, without being quoted', (_case, text) => {
    expect(names.safeParse(text).error?.issues.map(({ message }) => message)).toEqual(['must be JSON']);
  });

  it('is refused by its shape when it is JSON of another', () => {
    expect(names.safeParse('[7]').error?.issues).toMatchObject([{ code: 'invalid_type', path: [0] }]);
  });
});
