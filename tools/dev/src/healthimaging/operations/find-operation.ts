import { AwsError } from '../wire/aws-error.js';
import type { Received } from '../wire/received.js';
import type { Operation } from './operation.js';
import { operations } from './operations.js';

export interface Called {
  readonly operation: Operation;
  readonly labels: Readonly<Record<string, string>>;
}

/** The operation that a method and path mean. */
export function findOperation({ method, path }: Pick<Received, 'method' | 'path'>): Called {
  for (const operation of operations) {
    const labels = operation.method === method ? labelsIn(operation.uri, path) : undefined;
    if (labels !== undefined) return { operation, labels };
  }
  throw new AwsError('UnknownOperationException', 'This endpoint has no such operation.');
}

function labelsIn(uri: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [uri.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [n, segment] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name !== undefined) labels[name] = decoded(given[n] ?? '');
    else if (segment !== given[n]) return undefined;
  }
  return labels;
}

/** What cannot be decoded stays as it is; the pattern of the label refuses it. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
