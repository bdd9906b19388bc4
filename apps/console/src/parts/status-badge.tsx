const toneOf: Readonly<Record<string, 'good' | 'busy' | 'warn' | 'bad'>> = {
  active: 'good',
  healthy: 'good',
  completed: 'good',
  success: 'good',
  live: 'good',
  running: 'busy',
  assigned: 'busy',
  busy: 'busy',
  invited: 'busy',
  refused: 'warn',
  suspect: 'warn',
  timeout: 'warn',
  failed: 'bad',
  failure: 'bad',
  error: 'bad',
  offline: 'bad',
};

/** The word says it; the colour only helps to find it (WCAG 2.2 §1.4.1). */
export function StatusBadge({ status }: { readonly status: string }) {
  return (
    <span className="status" data-tone={toneOf[status]}>
      {status}
    </span>
  );
}
