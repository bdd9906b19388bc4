import { isScope, type Scope } from '@caregate/core-permissions';
import { z } from 'zod';

const pathPrefix = z.string().regex(/^\/(?:[A-Za-z0-9._~-]+\/?)*$/u, 'must be a plain path such as /ehr/');

/** What one part of the edge's address space asks of a request. The longest prefix wins; what no route names is closed. */
export const verifyRoute = z
  .strictObject({
    host: z.string().toLowerCase().optional(),
    prefix: pathPrefix,
    /**
     * `public` lets everybody in, without identity. `optional` does so with those who show nothing at all, for services
     * that check tokens themselves; what is shown has to be good there too.
     */
    access: z.enum(['authenticated', 'optional', 'public']).default('authenticated'),
    /** Address of the protected resource behind the route: tokens must be meant for it. */
    audience: z.url().optional(),
    /** One of these must be in the token. */
    scopes: z.array(z.string().refine((name): name is Scope => isScope(name))).default([]),
    /** Whether pages may come in with the session cookie. */
    cookie: z.boolean().default(true),
    /** `pacs`: each request is judged by the study that it names, and the patient whom that shows. */
    policy: z.enum(['route', 'pacs']).default('route'),
    /** Whether the token may stand in the address, as `mcp_token`, where logs and histories keep it: for old viewers only. */
    queryToken: z.boolean().default(false),
    /** `bare`: refusals in the words of the older gateway, without an address of metadata, for clients that compare them. */
    challenge: z.enum(['full', 'bare']).default('full'),
    /** Whether CORS preflights pass (they carry no credentials). */
    cors: z.boolean().default(false),
  })
  .refine(({ access, policy }) => policy === 'route' || access === 'authenticated', {
    path: ['policy'],
    message: 'decides about somebody, so access must be authenticated',
  })
  .refine(({ access, audience }) => access === 'public' || audience !== undefined, {
    path: ['audience'],
    message: 'is needed unless access is public',
  });

export const verifyRoutes = z.array(verifyRoute);

export type VerifyRoute = z.output<typeof verifyRoute>;
