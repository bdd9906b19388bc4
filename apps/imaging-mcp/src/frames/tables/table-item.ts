import type { Attributes } from '@caregate/core-dicom';

/** The first item of a sequence: of the modality there is only one, and of several for looking at, none is meant more. */
export function tableItem(
  attributes: Attributes,
  keyword: 'ModalityLUTSequence' | 'VOILUTSequence',
): Attributes | undefined {
  const sequence = attributes[keyword];
  // One item alone may stand without a list around it.
  const item: unknown = Array.isArray(sequence) ? sequence[0] : sequence;
  return typeof item === 'object' && item !== null ? (item as Attributes) : undefined;
}
