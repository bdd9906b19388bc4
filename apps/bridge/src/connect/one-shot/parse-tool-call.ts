import { jsonText } from '@caregate/kit-config';
import { z } from 'zod';
import { ConnectFailed } from '../connect-failed.error.js';

export interface ToolCall {
  readonly name: string;
  /** By name; or a text for whichever argument the tool wants first. */
  readonly given: Readonly<Record<string, unknown>> | string;
}

const PAIR = /([\w.-]+)=("[^"]*"|\S*)/g;
const json = jsonText(z.record(z.string(), z.unknown()));

/** `echo message="good day" times=2`, `echo {"message":"good day"}` or `echo good day`, as mcp-streamablehttp-client had it. */
export function parseToolCall(text: string): ToolCall {
  const [, name, rest = ''] = /^\s*(\S+)\s*(.*?)\s*$/s.exec(text) ?? [];
  if (name === undefined) throw new ConnectFailed('--command wants the name of a tool, then its arguments.', 2);
  if (rest.startsWith('{')) return { name, given: objectIn(rest) };
  if (rest.replaceAll(PAIR, '').trim() !== '') return { name, given: rest };
  return {
    name,
    given: Object.fromEntries([...rest.matchAll(PAIR)].map(([, key = '', value = '']) => [key, valueOf(value)])),
  };
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  const { data } = json.safeParse(text);
  if (data === undefined) throw new ConnectFailed('The arguments of the tool are no JSON object.', 2);
  return data;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
