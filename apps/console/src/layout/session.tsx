import { authStatus, type AuthStatus } from '@caregate/core-contracts';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';

export type SignedIn = Extract<AuthStatus, { authenticated: true }>;

export const sessionKey = ['session'];

const FRESH_MILLISECONDS = 30_000;

/** Who is signed in here. Whoever comes back to the way in may have signed in meanwhile, in another tab. */
export function useSession() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: () => ask(authStatus, paths.status),
    staleTime: ({ state }) => (state.data?.authenticated === true ? FRESH_MILLISECONDS : 0),
  });
}

export function useLocale(): string {
  const { data } = useSession();
  const language = data?.authenticated === true ? data.user.language : navigator.language;
  return isLocale(language) ? language : navigator.language;
}

/** An identity provider may say of its people what no browser knows, such as `en_ZA`. */
function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
