import { nestsTooDeep } from './nests-too-deep.js';

const nested = (depth: number, open = '[', close = ']') => Buffer.from(open.repeat(depth) + '1' + close.repeat(depth));

describe('JSON within JSON', () => {
  it('may be a hundred levels deep, of either kind, and no deeper', () => {
    expect(nestsTooDeep(nested(100))).toBe(false);
    expect(nestsTooDeep(nested(101))).toBe(true);
    expect(nestsTooDeep(nested(100, '{"a":', '}'))).toBe(false);
    expect(nestsTooDeep(nested(101, '{"a":', '}'))).toBe(true);
    expect(nestsTooDeep(nested(51, '[{"a":', '}]'))).toBe(true);
  });

  it('is not what stands side by side, or in text', () => {
    expect(nestsTooDeep(Buffer.from(`[${'[],{},'.repeat(1_000)}0]`))).toBe(false);
    expect(nestsTooDeep(Buffer.from(JSON.stringify({ text: '["\\'.repeat(1_000) })))).toBe(false);
    expect(nestsTooDeep(Buffer.from('"' + '['.repeat(1_000)))).toBe(false);
  });

  it('is found behind text that ends with a backslash', () => {
    expect(nestsTooDeep(Buffer.from(`["\\\\",${nested(100).toString()}]`))).toBe(true);
  });
});
