import { ConnectFailed } from '../connect-failed.error.js';

export interface ToolCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** `echo message="good day" times=2`: values are JSON where they can be, else text. */
export function parseToolCall(text: string): ToolCall {
  const [name, ...words] = text.match(/(?:"[^"]*"|[^\s"])+/g) ?? [];
  if (name === undefined) throw new ConnectFailed('--command wants the name of a tool, then key=value pairs.', 2);
  return { name, arguments: Object.fromEntries(words.map(pairOf)) };
}

function pairOf(word: string): [string, unknown] {
  const [, key, value] = /^([\w.-]+)=(.*)$/s.exec(word) ?? [];
  if (key === undefined || value === undefined) throw new ConnectFailed('Arguments of a tool are key=value pairs.', 2);
  return [key, valueOf(value)];
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
