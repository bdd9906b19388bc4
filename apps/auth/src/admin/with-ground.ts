import { DomainError } from '@caregate/core-errors';
import { createMessaging, type CreateMessagingOptions, type Messaging } from '@caregate/kit-messaging';
import { systemClock, type Clock } from '../clock.js';
import type { AuthConfig } from '../config.js';
import { Announcements } from '../trail/announcements.js';
import { withTrail, type TrailGround } from './with-trail.js';

/** What every command that changes something stands on. */
export interface Ground extends TrailGround {
  /** Never fails: a change stands, whether or not anybody could be told of it. */
  readonly messaging: Pick<Messaging, 'publish'>;
  readonly clock: Clock;
  readonly warn: (facts: unknown, message?: string) => void;
}

/** Opens it, lets a command work, and closes it again, whatever of it could be opened. */
export function withGround<T>(
  config: Pick<AuthConfig, 'databaseUrl' | 'redisUrl'>,
  applicationName: string,
  work: (ground: Ground) => Promise<T>,
): Promise<T> {
  return withTrail({ url: config.databaseUrl, applicationName }, async (ground) => {
    const messaging = await openMessaging({ redisUrl: config.redisUrl, dataSource: ground.dataSource });
    const announcements = messaging === undefined ? nobody : new Announcements(messaging, { warn });
    try {
      return await work({ ...ground, messaging: announcements, clock: systemClock, warn });
    } finally {
      await messaging?.close();
    }
  });
}

/** What leaked has to be withdrawn also while messages cannot be carried: servers look by themselves, within seconds. */
async function openMessaging(options: CreateMessagingOptions): Promise<Messaging | undefined> {
  try {
    return await createMessaging(options);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'messaging.unavailable') throw error;
    warn({}, `${error.publicMessage} What is changed here meanwhile is noticed within seconds, and not at once.`);
    return undefined;
  }
}

const nobody: Pick<Messaging, 'publish'> = { publish: () => Promise.resolve() };

function warn(_facts: unknown, message = ''): void {
  process.stderr.write(`${message}\n`);
}
