import { secondsLater } from '../clock.js';
import { givenAuth } from '../testing/auth.fixture.js';

it('a clock that is apart from that of the database is told by the app, which goes on with it', async () => {
  const auth = await givenAuth({ clock: () => secondsLater(new Date(), 45) });
  const answer = await fetch(`${auth.url}/ready`);
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    { status: 'degraded', checks: { clock: { status: 'unhealthy' } } },
  ]);
  await auth.close();
});
