import { StatusBadge } from '../parts/status-badge.js';
import type { LiveState } from './use-live.js';

const explained: Readonly<Record<LiveState, string>> = {
  live: 'Changes are shown as they happen',
  polling: 'Asked anew every two seconds',
  offline: 'Nobody answers at the moment',
};

export function LiveMark({ state }: { readonly state: LiveState }) {
  return (
    <span title={explained[state]}>
      <StatusBadge status={state} />
    </span>
  );
}
