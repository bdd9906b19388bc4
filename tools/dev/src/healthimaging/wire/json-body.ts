import { AwsError } from './aws-error.js';
import type { Received } from './received.js';

/** The body of a restJson1 request; none is an empty structure. */
export function jsonBody({ body }: Received): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    throw new AwsError('ValidationException', 'Could not parse the request body as JSON.');
  }
}
