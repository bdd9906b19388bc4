import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';

/** A change to users: says how it went, and has every list looked at again. */
export function useUserChange<T>(change: (what: T) => Promise<unknown>, done: string, after: () => void = () => {}) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => {
      notifications.show({ message: done, color: 'green' });
      after();
    },
    onError: (error) => notifications.show({ title: 'Not changed', message: error.message, color: 'red' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['users'] }),
  });
}
