import type { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import type { AuthConfig } from '../config.js';
import type { ArtifactStore } from '../oauth/artifacts/artifact-store.js';
import { ArtifactsRepository } from '../oauth/artifacts/artifacts.repository.js';
import { ListedArtifacts } from '../oauth/artifacts/listed-artifacts.js';
import { RedisArtifacts } from '../oauth/artifacts/redis-artifacts.js';

/** Where codes, refresh tokens and unfinished sign-ins are. */
export function passingArtifacts(
  { oauth }: Pick<AuthConfig, 'oauth'>,
  dataSource: DataSource,
  redis: Redis | undefined,
): ArtifactStore {
  if (redis === undefined) return new ArtifactsRepository(dataSource);
  const inRedis = new RedisArtifacts(redis);
  return oauth.store === 'redis' ? inRedis : new ListedArtifacts(dataSource, inRedis);
}
