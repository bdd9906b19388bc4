import { z } from 'zod';
import type { ToolAnswer } from './tool-answer.js';

const said = z.looseObject({ message: z.string().min(1) });

/** The words of the server for a call that failed; `undefined` for one that did not. */
export function failureOf({ isError, content }: ToolAnswer): string | undefined {
  if (isError !== true) return undefined;
  const text = content.find(({ type }) => type === 'text')?.text;
  return messageIn(text) ?? 'The server could not answer.';
}

function messageIn(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return said.parse(JSON.parse(text)).message;
  } catch {
    // Hosts write their own refusals as plain words.
    return text === '' ? undefined : text;
  }
}
