import { numberOf, type Attributes, type storedValues } from '@caregate/core-dicom';

type Values = ReturnType<typeof storedValues>;

/** Padding (PS3.3 C.7.5.1.1.2) is not what the range of a picture is about, unless there is nothing else in it. */
export function withoutPadding(values: Values, attributes: Attributes): Values {
  const word = (keyword: string) => asIn(values, numberOf(attributes, keyword));
  const padding = word('PixelPaddingValue');
  if (padding === undefined) return values;
  const limit = word('PixelPaddingRangeLimit') ?? padding;
  const [low, high] = [Math.min(padding, limit), Math.max(padding, limit)];
  const kept = values.filter((value) => value < low || value > high);
  return kept.length === 0 ? values : kept;
}

/** It has a sign where the pixels have one, which not every header remembers. */
function asIn(values: Values, word: number | undefined): number | undefined {
  return word !== undefined && word > 0x7fff && values instanceof Int16Array ? word - 0x1_0000 : word;
}
