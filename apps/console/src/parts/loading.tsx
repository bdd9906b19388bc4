import { Loader } from '@mantine/core';

/** With a role, since no screen reader says the name of an element that has none (ARIA 1.2, prohibited names). */
export function Loading() {
  return <Loader role="status" aria-label="Loading" />;
}
