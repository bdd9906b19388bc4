import { z } from 'zod';
import { inOrderOfUse } from './in-order-of-use.js';
import type { Entry, References } from './references.js';
import { slices, type ReferenceSlice } from './slices.js';

const named = z.looseObject({
  /** People have names of parts, organizations and places one. */
  name: z.union([slices.text, slices.names]).optional(),
  /** Of a PractitionerRole. */
  practitioner: slices.reference.optional(),
});
const contained = z.array(z.looseObject({ id: z.string().optional() })).optional();

/** What whoever is referred to is called: as the reference says it, else as their own resource does. */
export function nameOf(
  pointer: ReferenceSlice | undefined,
  { resource }: Entry,
  references: References,
): string | null {
  if (pointer?.display !== undefined) return pointer.display;
  const inside = contained.safeParse(resource['contained']).data?.find(({ id }) => `#${id}` === pointer?.reference);
  const target = inside ?? references.entryOf(pointer?.reference)?.resource;
  const { name, practitioner } = named.safeParse(target).data ?? {};
  if (typeof name === 'string') return name;
  if (practitioner === undefined) return personNamed(name);
  return practitioner.display ?? personNamed(namesOf(references.entryOf(practitioner.reference)));
}

/** As it is written, or put together of its parts. */
export function personNamed(names: z.output<typeof slices.names>): string | null {
  const [name] = inOrderOfUse(names, ['official', 'usual']);
  const assembled = [...(name?.given ?? []), name?.family].filter((part) => part !== undefined).join(' ');
  return name?.text ?? (assembled === '' ? null : assembled);
}

/** Of a person; whatever else the entry is, it has none of these. */
export function namesOf(entry: Entry | undefined): z.output<typeof slices.names> {
  return slices.names.safeParse(entry?.resource['name']).data;
}
