import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { setRateLimitHeaders } from './rate-limit-headers.js';
import type { Allowance } from './rate-limiter.js';

const now = new Date('2026-11-21T08:00:00.400Z');

function allowance(requests: number, remaining: number, more: Partial<Allowance> = {}): Allowance {
  const limit = { requests, seconds: 60, by: 'address' } as const;
  return { name: `of ${requests}`, limit, exceeded: false, remaining, resetMilliseconds: 1_001, ...more };
}

/** What a client is told after it was counted under each of these in turn. */
function told(...allowances: Allowance[]): NodeJS.Dict<unknown> {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  for (const each of allowances) setRateLimitHeaders(response, each, now);
  return response.getHeaders();
}

describe('the headers of rate limits', () => {
  it('count whole seconds up, to the end of the window and as a time', () => {
    expect(told(allowance(10, 7))).toMatchObject({
      'ratelimit-policy': '10;w=60',
      'ratelimit-remaining': 7,
      'ratelimit-reset': 2,
      'x-ratelimit-reset': Date.parse('2026-11-21T08:00:02Z') / 1000,
    });
  });

  it('tell of the limit of which least is left, in whatever order they are counted', () => {
    expect(told(allowance(10, 2), allowance(100, 50))).toMatchObject({ 'ratelimit-limit': 10 });
    expect(told(allowance(100, 50), allowance(10, 2))).toMatchObject({ 'ratelimit-limit': 10 });
    expect(told(allowance(10, 2), allowance(100, 2))).toMatchObject({ 'ratelimit-limit': 10 });
  });

  it('tell of the limit that was exceeded, though no less was left of another', () => {
    const exceeded = allowance(100, 0, { exceeded: true });
    expect(told(allowance(10, 0), exceeded)).toMatchObject({ 'ratelimit-limit': 100, 'retry-after': 2 });
  });

  it('never ask to come again at once', () => {
    expect(told(allowance(10, 0, { exceeded: true, resetMilliseconds: 0 }))).toMatchObject({ 'retry-after': 1 });
  });
});
