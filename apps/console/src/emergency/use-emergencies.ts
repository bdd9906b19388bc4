import { ownEmergencyAccess } from '@caregate/core-contracts';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';

export const emergenciesKey = ['emergencies'];

/** Looked at again now and then: an administrator may have ended one. */
const AGAIN_MILLISECONDS = 30_000;

export function useEmergencies() {
  return useQuery({
    queryKey: emergenciesKey,
    queryFn: ({ signal }) => ask(ownEmergencyAccess, paths.breakGlass, { signal }),
    refetchInterval: AGAIN_MILLISECONDS,
  });
}
