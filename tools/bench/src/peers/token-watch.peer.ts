import { createDataSource } from '@caregate/data-models';
import { createLogger } from '@caregate/kit-http';
import { PostgresRevocationView, TokenVerifier } from '@caregate/kit-jwt';
import { createMessaging } from '@caregate/kit-messaging';

/** One more process that verifies tokens as every service does, and tells the moment at which it refuses one. */
const [databaseUrl = '', issuer = '', audience = '', jwksUri = ''] = process.argv.slice(2);
const dataSource = createDataSource({ url: databaseUrl, applicationName: 'caregate-bench-watch', poolSize: 2 });
await dataSource.initialize();
const logger = createLogger({ service: 'bench', level: 'silent' });
const messaging = await createMessaging({ redisUrl: undefined, dataSource, logger });
const revocations = await PostgresRevocationView.start({ dataSource, messaging, logger });
const verifier = new TokenVerifier({ issuer, audience, jwksUri, revocations });

process.on('message', (token: string) => void watch(token));
process.on('SIGTERM', () => process.exit(0));
process.send?.('0');

async function watch(token: string): Promise<void> {
  await verifier.verify(token);
  process.send?.({ ready: true });
  while (await isGood(token)) await new Promise((resolve) => setTimeout(resolve, 1));
  process.send?.({ refusedAt: Date.now() });
}

async function isGood(token: string): Promise<boolean> {
  return verifier.verify(token).then(
    () => true,
    () => false,
  );
}
