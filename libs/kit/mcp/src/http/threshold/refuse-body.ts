import type { IncomingHttpHeaders } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import { isTooDeep } from '../../json/is-too-deep.js';

/** Versions with JSON-RPC batches; 2025-03-26 is meant where none is named. MCP took them out again with 2025-06-18. */
const batchVersions = new Set<unknown>([undefined, '2024-10-07', '2024-11-05', '2025-03-26']);

/** Its parts are answered at once, and each may be large. */
const BATCH_MAX = 100;

/** Throws for what the SDK would answer though its version does not know it, or could not answer. */
export function refuseBody(headers: IncomingHttpHeaders, body: unknown): void {
  if (isTooDeep(body)) throw invalid('The JSON is nested too deep.');
  if (!Array.isArray(body)) return;
  if (body.length > BATCH_MAX) throw invalid(`A batch has no more than ${BATCH_MAX} messages.`);
  if (!batchVersions.has(headers['mcp-protocol-version']))
    throw invalid('One JSON-RPC message per request: this version has no batches.');
}

function invalid(publicMessage: string): DomainError {
  return new DomainError('request.invalid', { publicMessage });
}
