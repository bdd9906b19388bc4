import { givenPipeline } from '../fixture/pipeline.fixture.js';
import { assertUnicode } from './assert-unicode.js';

describe('the texts of a call', () => {
  it.each([[{ name: 'a\ud800' }], [{ names: ['\udc00b'] }], [{ deep: { deeper: [{ text: '\ud83d' }] } }]])(
    'are refused where one is no text: %j',
    (given) => {
      expect(() => assertUnicode(given)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    },
  );

  it('are taken in every script, and numbers and nothing beside them', () => {
    expect(() => assertUnicode({ name: '李 Zoë 😀', count: 1, none: null, list: [true, undefined] })).not.toThrow();
  });

  it('are looked at however deep they are', () => {
    let deep: unknown = '\ud800';
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(() => assertUnicode({ deep })).toThrow(expect.objectContaining({ code: 'request.invalid' }));
  });

  it('are looked at before anything is done, and the refusal is on the trail', async () => {
    const { call, clinic, trail } = givenPipeline();
    await expect(call('search_providers', { search_term: 'Sm\ud800' })).resolves.toMatchObject({
      code: 'request.invalid',
    });
    expect(clinic.reads).toEqual([]);
    expect(trail.entries.at(-1)).toMatchObject({ outcome: 'refused' });
  });
});
