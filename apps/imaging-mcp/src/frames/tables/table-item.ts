import type { Attributes } from '@caregate/core-dicom';

/** Attributes of look-up tables by keyword, as HealthImaging names them, and by tag, as other archives' headers keep them. */
const TAGS = {
  RedPaletteColorLookupTableDescriptor: '00281101',
  GreenPaletteColorLookupTableDescriptor: '00281102',
  BluePaletteColorLookupTableDescriptor: '00281103',
  RedPaletteColorLookupTableData: '00281201',
  GreenPaletteColorLookupTableData: '00281202',
  BluePaletteColorLookupTableData: '00281203',
  SegmentedRedPaletteColorLookupTableData: '00281221',
  SegmentedGreenPaletteColorLookupTableData: '00281222',
  SegmentedBluePaletteColorLookupTableData: '00281223',
  ModalityLUTSequence: '00283000',
  VOILUTSequence: '00283010',
  LUTDescriptor: '00283002',
  LUTData: '00283006',
  PixelIntensityRelationship: '00281040',
} as const;

export type TableAttribute = keyof typeof TAGS;

export function tableAttribute(attributes: Attributes, keyword: TableAttribute): unknown {
  return attributes[keyword] ?? attributes[TAGS[keyword]];
}

/** The first item of a sequence: of the modality there is only one, and of several for looking at, none is meant more. */
export function tableItem(attributes: Attributes, keyword: TableAttribute): Attributes | undefined {
  const sequence = tableAttribute(attributes, keyword);
  // One item alone may stand without a list around it.
  const item: unknown = Array.isArray(sequence) ? sequence[0] : sequence;
  return typeof item === 'object' && item !== null ? (item as Attributes) : undefined;
}
