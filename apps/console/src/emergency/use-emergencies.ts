import { ownEmergencyAccess } from '@caregate/core-contracts';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';

export const emergenciesKey = ['emergencies'];

/** Not asked again and again: each question is on the trail, and every change is made on the page or ends by the clock. */
export function useEmergencies() {
  return useQuery({
    queryKey: emergenciesKey,
    queryFn: ({ signal }) => ask(ownEmergencyAccess, paths.breakGlass, { signal }),
  });
}
