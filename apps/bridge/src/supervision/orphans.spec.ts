import { until } from '@caregate/testing';
import { bridgeEnvironment } from '../fixtures/bridge.fixture.js';
import { bridgeProcess } from '../fixtures/bridge-process.fixture.js';
import { isAlive } from '../fixtures/is-alive.fixture.js';
import { RawSession, textOf } from '../fixtures/raw-session.fixture.js';

let parts: Awaited<ReturnType<typeof bridgeEnvironment>>;
beforeAll(async () => {
  parts = await bridgeEnvironment();
});
afterAll(async () => {
  await parts.issuer.close();
  await parts.database.drop();
});

describe('nothing that the gateway started outlives it', () => {
  it.each([
    ['killed', 'SIGKILL', null],
    ['asked to stop', 'SIGTERM', 0],
  ] as const)('when it is %s, not even what ignores every polite end', async (_case, signal, status) => {
    const bridge = await bridgeProcess(parts);
    try {
      const session = new RawSession(bridge.urlOf('stubborn'), await bridge.tokenFor('stubborn'));
      await session.initialize();
      const answers = [await session.call('pids'), await session.call('stray')];
      const pids = answers.flatMap((answer): number[] => JSON.parse(textOf(answer)));
      expect(pids.map(isAlive)).toEqual([true, true, true]);
      expect(await bridge.kill(signal)).toBe(status);
      await until(() => !pids.some(isAlive));
    } finally {
      bridge.stop();
    }
  });
});
