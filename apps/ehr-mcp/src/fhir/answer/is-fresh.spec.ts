import { isFresh } from './is-fresh.js';

const revision = { etag: 'W/"3"', lastModified: new Date('2026-03-02T10:00:00.750Z') };

describe('what a client has already (FHIR R4 http.html#cread)', () => {
  it.each([
    [{}, false],
    [{ 'if-none-match': 'W/"3"' }, true],
    [{ 'if-none-match': '"3"' }, true],
    [{ 'if-none-match': 'W/"1", W/"3"' }, true],
    [{ 'if-none-match': '*' }, true],
    [{ 'if-none-match': 'W/"2"' }, false],
    [{ 'if-modified-since': 'Mon, 02 Mar 2026 10:00:00 GMT' }, true],
    [{ 'if-modified-since': 'Mon, 02 Mar 2026 09:59:59 GMT' }, false],
    [{ 'if-modified-since': 'yesterday' }, false],
    [{ 'if-modified-since': '2030-01-01T00:00:00Z' }, false],
    [{ 'if-modified-since': 'Monday, 02-Mar-26 10:00:00 GMT' }, true],
    [{ 'if-modified-since': 'Mon Mar  2 10:00:00 2026' }, true],
    [{ 'if-modified-since': 'Mon Mar  2 09:59:59 2026' }, false],
    [{ 'if-none-match': 'W/"2"', 'if-modified-since': 'Mon, 02 Mar 2026 10:00:00 GMT' }, false],
  ])('%j: %s', (headers, expected) => {
    expect(isFresh(headers, revision)).toBe(expected);
  });

  it('is nothing where no version is known', () => {
    const unknown = { etag: undefined, lastModified: undefined };
    expect(isFresh({ 'if-none-match': 'W/"3"' }, unknown)).toBe(false);
    expect(isFresh({ 'if-modified-since': 'Mon, 02 Mar 2026 10:00:00 GMT' }, unknown)).toBe(false);
  });
});
