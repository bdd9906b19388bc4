import { Button } from '@mantine/core';
import { ApiError } from '../api/api-error.js';

/** What went wrong, in the service's own words and with the code that is catalogued, and a way to try again. */
export function Failure({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const known = error instanceof ApiError ? error : undefined;
  const { code, requestId, retryAfterSeconds } = known ?? {};
  return (
    <div className="state" role="alert">
      <strong>{titleOf(known)}</strong>
      <span>{known?.message ?? 'Something unforeseen happened.'}</span>
      {retryAfterSeconds !== undefined && <span>It asks for a pause of {retryAfterSeconds} s.</span>}
      {code !== undefined && <span className="mono">{code}</span>}
      {requestId !== undefined && <span className="mono">Error id {requestId}</span>}
      <Button variant="default" size="sm" onClick={retry}>
        Try again
      </Button>
    </div>
  );
}

const titles: Readonly<Record<number, string>> = {
  400: 'This was not understood',
  401: 'You are no longer signed in',
  403: 'This is not open to you',
  404: 'Not found',
  422: 'This was not understood',
  429: 'Too many requests',
};

function titleOf(error: ApiError | undefined): string {
  if (error?.code === 'console.answer.unexpected') return 'Unexpected answer';
  return titles[error?.status ?? 0] ?? 'Not available';
}
