import type { Attributes } from './attributes.js';

/**
 * What is said of one frame (from 1): an enhanced object says much of it in sequences, once for all of its frames and
 * once for each (PS3.3 C.7.6.16). What stands in them counts as if it stood beside the rest.
 */
export function frameAttributes(attributes: Attributes, frameNumber: number): Attributes {
  const { SharedFunctionalGroupsSequence: shared, PerFrameFunctionalGroupsSequence: perFrame, ...rest } = attributes;
  if (shared === undefined && perFrame === undefined) return attributes;
  return { ...rest, ...macrosOf(itemOf(shared, 0)), ...macrosOf(itemOf(perFrame, frameNumber - 1)) };
}

/** Each macro is a sequence of one item, except where several apply, of which none is meant more than the others. */
function macrosOf(groups: Attributes): Attributes {
  return Object.assign({}, ...Object.values(groups).map((macro) => itemOf(macro, 0))) as Attributes;
}

function itemOf(sequence: unknown, index: number): Attributes {
  // One item alone may stand without a list around it.
  const items: readonly unknown[] = Array.isArray(sequence) ? sequence : [sequence];
  const item = items[index];
  return typeof item === 'object' && item !== null ? (item as Attributes) : {};
}
