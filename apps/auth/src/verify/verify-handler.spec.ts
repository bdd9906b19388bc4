import { goodCookie, traefik, verifyByHand, type VerifyByHand } from './verify-by-hand.fixture.js';

describe('whoever /verify knows already', () => {
  let verify: VerifyByHand;
  beforeAll(async () => {
    verify = await verifyByHand();
  });

  it('is answered by the token without waiting, and once', async () => {
    const lines = [...traefik('/ehr/x'), 'Authorization', `Bearer ${await verify.token()}`];
    expect((await verify.ask(lines)).status).toBe(200);
    const { atOnce, answers } = await verify.watch(lines);
    expect(atOnce).toMatchObject([{ status: 200 }]);
    expect(answers).toEqual(atOnce);
  });

  it('is answered by the session cookie without waiting, and once', async () => {
    verify.state.cookieHeld = true;
    const lines = [...traefik('/ehr/x'), 'Cookie', `__Host-sid=${goodCookie}`];
    expect((await verify.ask(lines)).status).toBe(200);
    const { atOnce, answers } = await verify.watch(lines);
    expect(atOnce).toMatchObject([{ status: 200 }]);
    expect(answers).toEqual(atOnce);
  });
});
