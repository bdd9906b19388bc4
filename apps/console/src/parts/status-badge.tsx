import { Badge } from '@mantine/core';

const colourOf: Readonly<Record<string, string>> = {
  active: 'green',
  healthy: 'green',
  completed: 'green',
  success: 'green',
  running: 'lagoon',
  assigned: 'lagoon',
  busy: 'lagoon',
  refused: 'orange',
  invited: 'lagoon',
  suspect: 'orange',
  timeout: 'orange',
  failed: 'red',
  failure: 'red',
  error: 'red',
  offline: 'red',
};

/** The word says it; the colour only helps to find it. */
export function StatusBadge({ status }: { readonly status: string }) {
  return (
    <Badge variant="dot" color={colourOf[status] ?? 'gray'} radius="sm" tt="none" fw={550} c="inherit">
      {status}
    </Badge>
  );
}
