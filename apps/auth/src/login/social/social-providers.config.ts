import type { z } from 'zod';
import type { socialVariables, MicrosoftProviderConfig, SocialProviderConfig } from './social-provider.config.js';

/** The variables after they were read. */
export type SocialVariables = z.output<z.ZodObject<typeof socialVariables>>;

/** Those of the three that are configured. */
export interface SocialProvidersConfig {
  readonly google?: SocialProviderConfig;
  readonly microsoft?: MicrosoftProviderConfig;
  readonly github?: SocialProviderConfig;
}

export function socialProvidersOf(env: SocialVariables): SocialProvidersConfig {
  const google = registered(env, env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET);
  const microsoft = registered(env, env.MICROSOFT_CLIENT_ID, env.MICROSOFT_CLIENT_SECRET);
  const github = registered(env, env.GITHUB_CLIENT_ID, env.GITHUB_CLIENT_SECRET);
  const { MICROSOFT_TENANT_ID: tenant, MICROSOFT_RESPONSE_MODE: responseMode, MICROSOFT_STRATEGY: strategy } = env;
  const tenants = admitted(env.MICROSOFT_ALLOWED_TENANTS.length === 0 ? ['*'] : env.MICROSOFT_ALLOWED_TENANTS);
  return {
    ...(google && { google: { ...google, url: bare(env.GOOGLE_URL), admitted: admitted(env.GOOGLE_ALLOWED_DOMAINS) } }),
    ...(microsoft && {
      microsoft: { ...microsoft, url: bare(env.MICROSOFT_URL), admitted: tenants, tenant, responseMode, strategy },
    }),
    ...(github && { github: { ...github, url: bare(env.GITHUB_URL), admitted: admitted(env.GITHUB_ALLOWED_LOGINS) } }),
  };
}

/** Who may sign in is never left open by leaving something out: everybody is `*`. */
export function checkSocial(env: SocialVariables, context: z.RefinementCtx): void {
  const { MICROSOFT_TENANT_ID: tenant } = env;
  const isOneDirectory = !['common', 'organizations', 'consumers'].includes(tenant);
  const lists = {
    GOOGLE: { name: 'GOOGLE_ALLOWED_DOMAINS', isNeeded: env.GOOGLE_ALLOWED_DOMAINS.length === 0 },
    MICROSOFT: {
      name: 'MICROSOFT_ALLOWED_TENANTS',
      isNeeded: env.MICROSOFT_ALLOWED_TENANTS.length === 0 && !isOneDirectory,
    },
    GITHUB: { name: 'GITHUB_ALLOWED_LOGINS', isNeeded: env.GITHUB_ALLOWED_LOGINS.length === 0 },
  };
  for (const provider of ['GOOGLE', 'MICROSOFT', 'GITHUB'] as const) {
    const id = env[`${provider}_CLIENT_ID`];
    const secret = env[`${provider}_CLIENT_SECRET`];
    const complain = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
    if (id === undefined && secret !== undefined) complain(`${provider}_CLIENT_ID`, 'is needed with its secret');
    if (id !== undefined && secret === undefined) complain(`${provider}_CLIENT_SECRET`, 'is needed with its client');
    if (id !== undefined && lists[provider].isNeeded)
      complain(lists[provider].name, 'must say who may sign in; * is everybody');
  }
}

/** Every address under which one of the three is asked instead of its own. */
export function socialUrlsOf({ google, microsoft, github }: SocialProvidersConfig): string[] {
  return [google, microsoft, github].flatMap((provider) => provider?.url ?? []);
}

function registered(env: SocialVariables, clientId: string | undefined, clientSecret: string | undefined) {
  if (clientId === undefined || clientSecret === undefined) return undefined;
  return { clientId, clientSecret, timeoutSeconds: env.SOCIAL_TIMEOUT_SECONDS };
}

function bare(url: string | undefined): string | undefined {
  return url?.replace(/\/+$/u, '');
}

function admitted(items: readonly string[]): string[] {
  return items.map((item) => item.toLowerCase());
}
