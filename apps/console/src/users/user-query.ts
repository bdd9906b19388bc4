import { userList } from '@caregate/core-contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';

export const USERS_LIMIT = 20;

/** Part of every key of users: what changes one of them makes all of them old. */
export const usersKey = ['users'];

/** Which of the accounts a state means; those that are in use unless something else is asked for. */
const activeOf: Readonly<Record<string, string>> = { '': 'true', any: '', deactivated: 'false' };

export interface UsersAsked {
  readonly search: string;
  readonly role: string;
  readonly state: string;
  readonly page: number;
}

export function useUsers({ search, role, state, page }: UsersAsked) {
  const asked = { skip: (page - 1) * USERS_LIMIT, limit: USERS_LIMIT, search, role, active: activeOf[state] };
  return useQuery({
    queryKey: [...usersKey, asked],
    queryFn: ({ signal }) => ask(userList, paths.users, { query: asked, signal }),
    placeholderData: keepPreviousData,
  });
}
