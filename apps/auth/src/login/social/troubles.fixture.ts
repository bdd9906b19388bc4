import type { Disturbance } from '@caregate/testing';

/** An answer that should not be there. */
export const answered = (status: number, body: string, type = 'application/json', headers = {}): Disturbance => ({
  status,
  headers: { 'content-type': type, ...headers },
  body,
});

/** How a provider can be out of order. */
export const troubles: readonly (readonly [string, Disturbance])[] = [
  ['a broken line', 'break'],
  ['a failure', answered(500, 'no', 'text/plain')],
  ['too much asked', answered(403, '{"message":"rate limit"}', 'application/json', { 'x-ratelimit-remaining': '0' })],
  ['a page instead', answered(200, '<html>maintenance</html>', 'text/html')],
  ['half an answer', answered(200, '{"access_token":')],
  ['nothing', answered(200, 'null')],
  ['a list of nothing', answered(200, '[null]')],
  ['something else', answered(200, '{"access_token":{}}')],
  ['a redirect', answered(302, '', 'text/plain', { location: 'http://127.0.0.1:1/' })],
  ['far too much', answered(200, `"${'x'.repeat(400_000)}"`)],
];
