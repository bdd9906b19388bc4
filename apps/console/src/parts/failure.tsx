import { Button } from '@mantine/core';
import { ApiError } from '../api/api-error.js';

/** What went wrong, in the service's own words, and a way to try again. */
export function Failure({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const known = error instanceof ApiError ? error : undefined;
  return (
    <div className="state" role="alert">
      <strong>{titleOf(known)}</strong>
      <span>{known?.message ?? 'Something unforeseen happened.'}</span>
      {known?.requestId === undefined ? null : <span className="mono">Error id {known.requestId}</span>}
      <Button variant="default" size="sm" onClick={retry}>
        Try again
      </Button>
    </div>
  );
}

function titleOf(error: ApiError | undefined): string {
  if (error?.status === 401) return 'You are no longer signed in';
  if (error?.status === 403) return 'This is not open to you';
  if (error?.code === 'console.answer.unexpected') return 'Unexpected answer';
  return 'Not available';
}
