import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { usersKey } from './user-query.js';

/** A change to users: has every list looked at again. What was refused is said where it was asked for. */
export function useUserChange<T>(change: (what: T) => Promise<unknown>, done: string, after: () => void = () => {}) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => {
      notifications.show({ message: done, color: 'green' });
      after();
    },
    onSettled: () => client.invalidateQueries({ queryKey: usersKey }),
  });
}
