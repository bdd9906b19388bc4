import { fakeClock } from '@caregate/testing';
import type { BrowserSession } from '../../sessions/browser-session.js';
import { SessionTokens, type SessionTokensOptions } from './session-tokens.js';

const MINUTE = 60_000;
const [ehr, pacs] = ['https://care.example/ehr', 'https://care.example/pacs'];

/** One session of one person, whose tokens last five minutes. */
function given() {
  const clock = fakeClock();
  const later = (milliseconds: number) => new Date(clock.now().getTime() + milliseconds);
  const state = { open: true, active: true, minted: 0, looked: 0, idleMinutes: 15 };
  const tokens = new SessionTokens({
    sessions: {
      resume: async () => {
        state.looked += 1;
        const session = { userId: 'dr-1', publicId: 'session-1', idleExpiresAt: later(state.idleMinutes * MINUTE) };
        return state.open ? (session as BrowserSession) : undefined;
      },
    },
    users: { find: async (id: string) => (id === 'dr-1' ? { id, active: state.active } : undefined) },
    upstream: {
      mint: async (_person: unknown, audience: string) => {
        state.minted += 1;
        return { token: `${audience} ${state.minted}`, expiresAt: later(5 * MINUTE) };
      },
    },
    clock: () => clock.now(),
  } as unknown as SessionTokensOptions);
  return { tokens, state, clock };
}

describe('the token for a session cookie', () => {
  it('is at hand once it was obtained, for its audience and cookie only', async () => {
    const { tokens } = given();
    expect(tokens.peek('cookie', ehr)).toBeUndefined();
    expect(await tokens.obtain('cookie', ehr)).toBe(`${ehr} 1`);
    expect(tokens.peek('cookie', ehr)).toBe(`${ehr} 1`);
    expect(tokens.peek('cookie', pacs)).toBeUndefined();
    expect(tokens.peek('cookie of another', ehr)).toBeUndefined();
  });

  it('is the same again for as long as it can be used, beside those for other audiences', async () => {
    const { tokens, state, clock } = given();
    await tokens.obtain('cookie', ehr);
    await tokens.obtain('cookie', pacs);
    clock.advance(MINUTE);
    expect([await tokens.obtain('cookie', ehr), await tokens.obtain('cookie', pacs)]).toEqual([
      `${ehr} 1`,
      `${pacs} 2`,
    ]);
    expect([tokens.peek('cookie', ehr), tokens.peek('cookie', pacs)]).toEqual([`${ehr} 1`, `${pacs} 2`]);
    expect(state.minted).toBe(2);
  });

  it('is not handed out in its last minute', async () => {
    const { tokens, clock } = given();
    await tokens.obtain('cookie', ehr);
    clock.advance(4 * MINUTE - 1);
    expect(await tokens.obtain('cookie', ehr)).toBe(`${ehr} 1`);
    clock.advance(1);
    expect(tokens.peek('cookie', ehr)).toBeUndefined();
    expect(await tokens.obtain('cookie', ehr)).toBe(`${ehr} 2`);
  });

  it('is believed for half a minute, then the session is looked at', async () => {
    const { tokens, state, clock } = given();
    await tokens.obtain('cookie', ehr);
    clock.advance(29_999);
    expect(tokens.peek('cookie', ehr)).toBe(`${ehr} 1`);
    clock.advance(1);
    expect(tokens.peek('cookie', ehr)).toBeUndefined();
    await tokens.obtain('cookie', ehr);
    expect([tokens.peek('cookie', ehr), state.looked]).toEqual([`${ehr} 1`, 2]);
  });

  it('ends with a session in which nothing was done, also within that time', async () => {
    const { tokens, state, clock } = given();
    state.idleMinutes = 1 / 6;
    await tokens.obtain('cookie', ehr);
    clock.advance(9_999);
    expect(tokens.peek('cookie', ehr)).toBe(`${ehr} 1`);
    clock.advance(1);
    expect(tokens.peek('cookie', ehr)).toBeUndefined();
  });

  it.each([
    ['ends', { open: false }],
    ['is of somebody who may come in no more', { active: false }],
  ])('is forgotten when the session %s', async (_what, change) => {
    const { tokens, state } = given();
    await tokens.obtain('cookie', ehr);
    Object.assign(state, change);
    expect(await tokens.obtain('cookie', ehr)).toBeUndefined();
    expect(tokens.peek('cookie', ehr)).toBeUndefined();
    expect(state.minted).toBe(1);
  });

  it('is a new one after it was forgotten', async () => {
    const { tokens } = given();
    await tokens.obtain('cookie', ehr);
    tokens.forget('cookie of another');
    expect(tokens.peek('cookie', ehr)).toBe(`${ehr} 1`);
    tokens.forget('cookie');
    expect(tokens.peek('cookie', ehr)).toBeUndefined();
    expect(await tokens.obtain('cookie', ehr)).toBe(`${ehr} 2`);
  });
});
