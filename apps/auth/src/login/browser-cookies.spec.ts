import { newOpaqueId } from '../sessions/opaque-id.js';
import { BrowserCookies } from './browser-cookies.js';

describe('the cookies of a browser that signs in', () => {
  const cookies = new BrowserCookies({ secure: true });
  const pairOf = (id: string) => cookies.set(id, 600).split(';')[0] ?? '';
  const [one, another] = [newOpaqueId(), newOpaqueId()];

  it('are read in their order among others, and none from nothing', () => {
    expect(cookies.read(`sid=${newOpaqueId()}; ${pairOf(one)}; x=y;${pairOf(another)}`)).toEqual([one, another]);
    expect([cookies.read(undefined), cookies.read('a; =; b=')]).toEqual([[], []]);
  });

  it('count by their own name only, and by one that stands there once', () => {
    expect(cookies.read(pairOf(one).replace('__Host-', ''))).toEqual([]);
    expect(cookies.read(pairOf(one).replace(one.slice(0, 8), another.slice(0, 8)))).toEqual([]);
    const twin = `${one.slice(0, 8)}${another.slice(8)}`;
    expect(cookies.read(`${pairOf(one)}; ${pairOf(twin)}; ${pairOf(another)}`)).toEqual([another]);
  });

  it('are four at most', () => {
    const many = Array.from({ length: 9 }, () => pairOf(newOpaqueId()));
    expect(cookies.read(many.join('; '))).toHaveLength(4);
  });
});
