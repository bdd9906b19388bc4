import { z } from 'zod';
import { failureOf } from '../host/failure-of.js';
import type { ToolAnswer } from '../host/tool-answer.js';

/** What `render_image_frame` says beside its picture. */
const said = z.looseObject({
  datastore_id: z.string(),
  image_set_id: z.string(),
  modality: z.string().optional(),
  frame_number: z.int(),
  frame_count: z.int(),
  width: z.int(),
  height: z.int(),
  window: z.looseObject({ center: z.number(), width: z.number(), source: z.string() }).optional(),
  pixel_spacing_mm: z.array(z.number()).optional(),
  is_lossy: z.boolean(),
  checksum: z.string(),
  notice: z.string(),
});

/** Nothing but these goes into an address of `data:`, so that no text of an answer can become a document. */
const image = z.object({
  type: z.literal('image'),
  mimeType: z.enum(['image/png', 'image/jpeg']),
  data: z.base64(),
});

export interface Picture {
  readonly facts: z.output<typeof said>;
  readonly url: string;
}

/** What came of a call. */
export type Seen =
  | { readonly kind: 'picture'; readonly picture: Picture }
  | { readonly kind: 'failure'; readonly message: string };

export function seenIn(answer: ToolAnswer): Seen {
  const message = failureOf(answer);
  if (message !== undefined) return { kind: 'failure', message };
  const facts = said.safeParse(answer.structuredContent);
  const found = answer.content.map((part) => image.safeParse(part)).find(({ success }) => success)?.data;
  if (!facts.success || found === undefined) return { kind: 'failure', message: 'The answer holds no picture.' };
  return { kind: 'picture', picture: { facts: facts.data, url: `data:${found.mimeType};base64,${found.data}` } };
}
