import { methodOf } from './method-of.js';

const of = (target: string, headers = {}) => methodOf({ method: 'GET', target }, headers);

describe('the method that a policy decides on', () => {
  it.each(['/studies/1', '/studies/1?', '/studies/1?expand&method=DELETE', '/_method=DELETE?x'])(
    'of %s is sure',
    (target) => {
      expect(of(target)).toBe('GET');
    },
  );

  it.each([
    '?_method=DELETE',
    '?_method=GET',
    '?_method',
    '?_method=DELETE&a=?',
    '?a=b&_method=put',
    '?%5Fmethod=DELETE',
    '?_%6dethod=DELETE',
  ])('of a request with %s is not: the archive takes it for another', (query) => {
    expect(of(`/studies/1${query}`)).toBeUndefined();
  });

  it('of a request with X-HTTP-Method-Override is not either, also with an empty one', () => {
    for (const value of ['DELETE', 'GET', '']) expect(of('/x', { 'x-http-method-override': value })).toBeUndefined();
  });
});
