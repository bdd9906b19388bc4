/** Attributes of one DICOM object by keyword (PS3.6), as HealthImaging writes them; the values are as archives gave them. */
export type Attributes = Readonly<Record<string, unknown>>;

/** The first value as text, without the blanks that pad it (PS3.5 §6.2); nothing when it is empty or no text. */
export function textOf(attributes: Attributes, keyword: string): string | undefined {
  const value = firstOf(attributes[keyword]);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The first number of an attribute, in the unit that PS3.6 gives it. */
export function numberOf(attributes: Attributes, keyword: string): number | undefined {
  return numbersOf(attributes, keyword)[0];
}

/** Decimal and integer strings (VR DS, IS) come as text or as numbers, several of them in a list or between backslashes. */
export function numbersOf(attributes: Attributes, keyword: string): readonly number[] {
  const value = attributes[keyword];
  const parts = Array.isArray(value) ? value : typeof value === 'string' ? value.split('\\') : [value];
  return parts.flatMap((part: unknown) => {
    const number = typeof part === 'string' && part.trim() !== '' ? Number(part) : part;
    return typeof number === 'number' && Number.isFinite(number) ? [number] : [];
  });
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}
