import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { ask } from '../api/api-client.js';

const EVERY_MILLISECONDS = 2000;
const WHEN_DOWN_MILLISECONDS = 10_000;

/** Asked anew every two seconds while the page is looked at, and less often while nobody answers. */
export function useLive<S extends z.ZodType>(schema: S, path: string) {
  return useQuery({
    queryKey: ['live', path],
    queryFn: ({ signal }) => ask(schema, path, { query: { limit: 50 }, signal }),
    refetchInterval: ({ state }) => (state.status === 'error' ? WHEN_DOWN_MILLISECONDS : EVERY_MILLISECONDS),
  });
}
