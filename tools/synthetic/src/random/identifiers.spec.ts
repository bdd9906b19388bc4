import { RowIds } from './row-ids.js';
import { ShortCodes } from './short-codes.js';

describe('identifiers of rows', () => {
  const epoch = Date.parse('2026-11-16');
  const sample = Array.from({ length: 20_000 }, (_, n) => n);

  it('are UUIDs of version 7 and the RFC 9562 variant, stamped with the time given', () => {
    const id = new RowIds(1, 'patient', epoch).at(0);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(epoch);
  });

  it('ascend with the number of the row and never repeat', () => {
    const ids = new RowIds(1, 'patient', epoch);
    const made = sample.map((n) => ids.at(n));
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });

  it('can be asked for in any order', () => {
    const ids = new RowIds(1, 'patient', epoch);
    const late = ids.at(9_000_000);
    ids.at(5);
    expect(new RowIds(1, 'patient', epoch).at(9_000_000)).toBe(late);
  });

  it('differ between tables and seeds', () => {
    const same = [new RowIds(1, 'patient', epoch), new RowIds(1, 'provider', epoch), new RowIds(2, 'patient', epoch)];
    expect(new Set(same.map((ids) => ids.at(3))).size).toBe(3);
  });
});

describe('short codes', () => {
  it('look random and cannot collide', () => {
    const codes = new ShortCodes(1, 'MRN', 6);
    const made = Array.from({ length: 200_000 }, (_, n) => codes.at(n));
    expect(new Set(made).size).toBe(made.length);
    expect(made.every((code) => /^MRN[0-9A-F]{6}$/.test(code))).toBe(true);
    expect(new Set(made.slice(0, 16).map((code) => code.slice(3, 5))).size).toBeGreaterThan(8);
  });

  it('of seven digits are unique as well, and no code of six', () => {
    const codes = new ShortCodes(1, 'MRN', 7);
    const made = Array.from({ length: 200_000 }, (_, n) => codes.at(n));
    expect(new Set(made).size).toBe(made.length);
    expect(made.every((code) => code.length === 10)).toBe(true);
  });
});
