import { authStatus, type AuthStatus } from '@caregate/core-contracts';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';

export type SignedIn = Extract<AuthStatus, { authenticated: true }>;

/** Who is signed in here. */
export function useSession() {
  return useQuery({ queryKey: ['session'], queryFn: () => ask(authStatus, paths.status), staleTime: 30_000 });
}

export function useLocale(): string {
  const { data } = useSession();
  return data?.authenticated === true ? data.user.language : navigator.language;
}
