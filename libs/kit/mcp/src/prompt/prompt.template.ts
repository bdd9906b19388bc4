import type { z } from 'zod';

/**
 * A task that a person picks in the host. It holds words and no record: what it needs the model asks for with the tools,
 * each of them decided and recorded by itself.
 */
export interface PromptTemplate {
  readonly name: string;
  readonly title: string;
  /** What picking it leads to: people see it. */
  readonly description: string;
  /** Strings only; MCP knows no others. */
  readonly arguments: z.ZodObject<Readonly<Record<string, z.ZodString | z.ZodOptional<z.ZodString>>>>;
  /** Shown to callers whose role and scopes could open all of them. */
  readonly tools: readonly string[];
  /** The arguments have been parsed. */
  readonly text: (given: Readonly<Record<string, string | undefined>>) => string;
}
