import { StatusBadge } from '../parts/status-badge.js';

export function LiveMark({ failed }: { readonly failed: boolean }) {
  return <StatusBadge status={failed ? 'offline' : 'live'} />;
}
