import { AwsError } from '../wire/aws-error.js';
import type { OperationName } from '../operations/operation.js';

export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** What AWS grants an account in a region, as its endpoints and quotas page lists. */
const defaults: Readonly<Record<OperationName, Rate>> = {
  ListDatastores: { perSecond: 5, burst: 10 },
  GetDatastore: { perSecond: 10, burst: 20 },
  SearchImageSets: { perSecond: 25, burst: 50 },
  GetImageSet: { perSecond: 25, burst: 50 },
  GetImageSetMetadata: { perSecond: 50, burst: 100 },
  ListImageSetVersions: { perSecond: 25, burst: 50 },
  GetImageFrame: { perSecond: 1000, burst: 2000 },
};

/** One bucket of tokens for each operation; a request without a token is throttled. */
export class TokenBuckets {
  private readonly buckets = new Map<OperationName, { tokens: number; at: number }>();

  constructor(
    private readonly now: () => number,
    private readonly rates: Partial<Readonly<Record<OperationName, Rate>>> = {},
  ) {}

  take(operation: OperationName): void {
    const { perSecond, burst } = this.rates[operation] ?? defaults[operation];
    const at = this.now();
    const before = this.buckets.get(operation) ?? { tokens: burst, at };
    const tokens = Math.min(burst, before.tokens + ((at - before.at) / 1000) * perSecond);
    this.buckets.set(operation, { tokens: tokens >= 1 ? tokens - 1 : tokens, at });
    if (tokens < 1) throw new AwsError('ThrottlingException', 'Rate exceeded');
  }
}
