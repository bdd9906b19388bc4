import type { DomainError } from '@caregate/core-errors';
import type { ToolResult } from './call.outcome.js';

/** Clients without structured content read the text: JSON with an indent of 2, as the first EHR server wrote it. */
export function successResult(output: Readonly<Record<string, unknown>>): ToolResult {
  return { content: [textOf(output)], structuredContent: output };
}

export function errorResult(tool: string, error: DomainError, requestId: string): ToolResult {
  const { publicMessage: message, code } = error;
  return { content: [textOf({ status: 'error', message, tool, code, request_id: requestId })], isError: true };
}

function textOf(value: Readonly<Record<string, unknown>>): ToolResult['content'][0] {
  return { type: 'text', text: JSON.stringify(value, null, 2) };
}
