import type { DomainError } from '@caregate/core-errors';
import { GlassRefused } from '@caregate/kit-access';
import type { ToolImage } from '../tool/tool.context.js';
import type { ImageContent, TextContent, ToolResult } from './call.outcome.js';

/** Clients without structured content read the text: JSON with an indent of 2, as the first EHR server wrote it. */
export function successResult(
  output: Readonly<Record<string, unknown>>,
  images: readonly ToolImage[] = [],
): ToolResult {
  return { content: [textOf(output), ...images.map(imageOf)], structuredContent: output };
}

/** What the clients of one server look for in an error, besides what every server says. */
export type ErrorFields = (error: DomainError) => Readonly<Record<string, unknown>>;

export function errorResult(tool: string, error: DomainError, requestId: string, extra?: ErrorFields): ToolResult {
  const { publicMessage: message, code } = error;
  const emergency = error instanceof GlassRefused ? { break_glass_url: error.breakGlassUrl } : {};
  const fields = { status: 'error', ...extra?.(error), ...emergency, message, tool, code, request_id: requestId };
  return { content: [textOf(fields)], isError: true };
}

function imageOf({ bytes, mimeType }: ToolImage): ImageContent {
  return { type: 'image', data: bytes.toString('base64'), mimeType };
}

function textOf(value: Readonly<Record<string, unknown>>): TextContent {
  return { type: 'text', text: JSON.stringify(value, null, 2) };
}
