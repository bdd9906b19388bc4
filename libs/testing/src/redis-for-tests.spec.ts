import { connect } from 'node:net';
import { redisForTests } from './redis-for-tests.js';

describe('the Redis of a spec', () => {
  it('answers, and is gone when stopped', async () => {
    const redis = await redisForTests();
    if (redis === undefined) return;
    await expect(ping(redis.url)).resolves.toBe('+PONG\r\n');
    await redis.stop();
  });
});

async function ping(url: string): Promise<string> {
  const { port, hostname } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write('PING\r\n'));
    socket.once('error', reject);
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString());
    });
  });
}
