import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { ask } from '../api/api-client.js';
import { useNews } from './use-news.js';

/** Heartbeats and what was created by hand are no news. */
const WITH_NEWS_MILLISECONDS = 15_000;
const WITHOUT_NEWS_MILLISECONDS = 2_000;
const WHEN_DOWN_MILLISECONDS = 10_000;

export const LIVE_LIMIT = 25;

/** Of a list and of every record of it. */
export const liveKey = (path: string) => ['live', path];

interface LiveAsked {
  readonly page: number;
  /** Filters; empty: any. */
  readonly [filter: string]: string | number;
}

/**
 * Asked anew as soon as the orchestrator tells of a change. Without its socket every two seconds while the page is looked
 * at, and less often while nobody answers.
 */
export function useLive<S extends z.ZodType>(schema: S, path: string, { page, ...filters }: LiveAsked) {
  const client = useQueryClient();
  const queryKey = liveKey(path);
  const isHeard = useNews(() => void client.invalidateQueries({ queryKey }));
  const interval = isHeard ? WITH_NEWS_MILLISECONDS : WITHOUT_NEWS_MILLISECONDS;
  const asked = { ...filters, limit: LIVE_LIMIT, offset: (page - 1) * LIVE_LIMIT };
  const query = useQuery({
    queryKey: [...queryKey, 'list', asked],
    queryFn: ({ signal }) => ask(schema, path, { query: asked, signal }),
    refetchInterval: ({ state }) => (state.status === 'error' ? WHEN_DOWN_MILLISECONDS : interval),
    placeholderData: keepPreviousData,
  });
  return { query, mark: markOf(query.isError, isHeard) };
}

export type LiveState = 'live' | 'polling' | 'offline';

function markOf(isError: boolean, isHeard: boolean): LiveState {
  if (isError) return 'offline';
  return isHeard ? 'live' : 'polling';
}
