import { NotRetryable } from '@caregate/kit-agent';
import { z } from 'zod';

const CONTENT_MAX = 10_000;

const withContent = z.looseObject({ content: z.string().min(1).max(CONTENT_MAX) });
const stages = z.looseObject({ stages: z.record(z.string(), z.unknown()).default({}), input: z.unknown().optional() });

/** The text at hand: of the stage before that changed it last, of the pipeline, or of the task itself. */
export function contentOf(parameters: Readonly<Record<string, unknown>>): string {
  const { stages: before, input } = stages.parse(parameters);
  const places = [before['preprocessing'], before['text_preprocessing'], before['data_ingestion'], input, parameters];
  for (const place of places) {
    const found = withContent.safeParse(place);
    if (found.success) return found.data.content;
  }
  throw new NotRetryable(`A text of 1 to ${CONTENT_MAX} characters is needed as content.`);
}

/** What a stage before found, in the shape that this one needs. */
export function resultOf<T>(parameters: Readonly<Record<string, unknown>>, stage: string, schema: z.ZodType<T>): T {
  const found = schema.safeParse(stages.parse(parameters).stages[stage]);
  if (!found.success) throw new NotRetryable(`The result of the stage ${stage} is needed.`);
  return found.data;
}
