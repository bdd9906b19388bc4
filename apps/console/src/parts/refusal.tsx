import { ApiError } from '../api/api-error.js';

/** Why something was not done, where it was asked for. */
export function Refusal({ error }: { readonly error: Error | null }) {
  if (error === null) return null;
  return (
    <p className="refusal" role="alert">
      {error.message} {error instanceof ApiError && <span className="mono">({error.code})</span>}
    </p>
  );
}
