import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { tellOtherTabs } from './session-news.js';

/** Ends the sign-in, and forgets everything that was shown. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask(z.looseObject({}), paths.signOut, { method: 'POST' }),
    onSuccess: () => {
      client.clear();
      tellOtherTabs('changed');
      window.location.assign('/console/');
    },
    onError: (error) => notifications.show({ title: 'Still signed in', message: error.message, color: 'red' }),
  });
}
