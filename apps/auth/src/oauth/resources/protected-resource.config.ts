import { isScope, scopes, type Scope } from '@caregate/core-permissions';
import { z } from 'zod';

const scope = z.string().refine((name): name is Scope => isScope(name), 'must be a scope of libs/core/permissions');

/** A service that accepts our tokens. Its address is the audience (RFC 8707 §2). */
const protectedResource = z.strictObject({
  url: z.url({ protocol: /^https?$/u }).refine((url) => !url.includes('#'), 'must have no fragment'),
  title: z.string().min(1).max(80),
  scopes: z.array(scope).default(() => Object.keys(scopes).filter(isScope)),
});

export const protectedResources = z
  .array(protectedResource)
  .min(1)
  .refine((all) => new Set(all.map(({ url }) => url)).size === all.length, 'must have distinct addresses');

export type ProtectedResourceConfig = z.output<typeof protectedResource>;
