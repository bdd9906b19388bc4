import { isScope } from '@caregate/core-permissions';
import { z } from 'zod';

const SECONDS_MAX = 900;

const address = z.string().refine((value) => URL.canParse(value), 'must be the address of a protected resource');

/** What one application may do in the name of people whose tokens it holds. What is named by no policy is refused. */
const exchangePolicy = z.strictObject({
  /** The application, as its administrator named it; one that registered itself can take no name. */
  app_id: z
    .string()
    .min(1)
    .refine((name) => name !== 'dynamic', 'must be an application that an administrator registered'),
  /** Services whose tokens it may bring: those at whose door it stands itself. */
  from: z.array(address).min(1),
  /** Services at which it may act. */
  resources: z.array(address).min(1),
  /** The most that it may be given; never more than the token that it brings has. */
  scopes: z.array(z.string().refine(isScope, 'must be a scope of libs/core/permissions')).min(1),
  seconds: z.number().int().min(30).max(SECONDS_MAX).default(300),
});

export const exchangePolicies = z
  .array(exchangePolicy)
  .refine((all) => new Set(all.map(({ app_id: app }) => app)).size === all.length, 'must name each app_id once');

export type ExchangePolicy = z.output<typeof exchangePolicy>;
