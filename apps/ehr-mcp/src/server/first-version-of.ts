import type { VersionNotice } from '@caregate/kit-mcp';
import type { EhrConfig } from '../config.js';

type VersionConfig = Pick<EhrConfig, 'V1_API' | 'V1_DEPRECATED_SINCE' | 'V1_SUNSET' | 'V1_GUIDE_URL'>;

/** What clients of version 1 are told; `undefined` where it is not offered. */
export function firstVersionOf(config: VersionConfig, successorUrl: string): VersionNotice | undefined {
  const { V1_API: offered, V1_DEPRECATED_SINCE: since, V1_SUNSET: sunset, V1_GUIDE_URL: guideUrl } = config;
  if (!offered) return undefined;
  return {
    deprecatedSince: new Date(since),
    sunset: sunset === undefined ? undefined : new Date(sunset),
    guideUrl,
    successorUrl,
  };
}
