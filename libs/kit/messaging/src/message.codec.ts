import { channels, type Channel, type Message } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import type { z } from 'zod';

export function encodeMessage<C extends Channel>(channel: C, message: Message<C>): string {
  return JSON.stringify(parse(channel, message));
}

/** Throws `message.invalid`: a publisher of another version, or somebody else who writes to the backend. */
export function decodeMessage<C extends Channel>(channel: C, body: string): Message<C> {
  return parse(channel, jsonOf(channel, body));
}

function parse<C extends Channel>(channel: C, value: unknown): Message<C> {
  if (!Object.hasOwn(channels, channel)) throw invalid(channel, ['channel']);
  // TypeScript cannot relate an indexed schema to its indexed output.
  const schema: z.ZodType<unknown> = channels[channel];
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw invalid(
      channel,
      parsed.error.issues.map(({ path }) => path.join('.')),
    );
  return parsed.data as Message<C>;
}

function jsonOf(channel: Channel, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) throw invalid(channel, ['']);
    throw error;
  }
}

/** Names the fields and never the values, which end in a log. */
function invalid(channel: string, fields: readonly string[]): DomainError {
  return new DomainError('message.invalid', { detail: { channel, fields } });
}
