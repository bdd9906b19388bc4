import { deflateRawSync } from 'node:zlib';

export const IMPLICIT_LITTLE = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1';
export const DEFLATED = '1.2.840.10008.1.2.1.99';
export const EXPLICIT_BIG = '1.2.840.10008.1.2.2';

/** Texts, numbers of 16 bits, bytes as they are to stand there, or the items of a sequence. */
export type Value = string | number | readonly number[] | Buffer | readonly Elements[];
/** By tag; a value representation and a value each. */
export type Elements = Readonly<Record<string, readonly [vr: string, value: Value]>>;

/** A DICOM file (PS3.10 §7.1) byte by byte, in the transfer syntaxes that programs for writing such files leave out. */
export function part10File(transferSyntax: string, elements: Elements): Buffer {
  const meta = encoded(
    {
      '00020001': ['OB', Buffer.of(0, 1)],
      '00020002': elements['00080016'] ?? ['UI', ''],
      '00020003': elements['00080018'] ?? ['UI', ''],
      '00020010': ['UI', transferSyntax],
      '00020012': ['UI', '2.25.1795'],
    },
    EXPLICIT_LITTLE,
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  const group = encoded({ '00020000': ['UL', length] }, EXPLICIT_LITTLE);
  const dataset = encoded(elements, transferSyntax);
  const body = transferSyntax === DEFLATED ? deflateRawSync(dataset) : dataset;
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), group, meta, body]);
}

/** With two bytes of nothing and a length of four (PS3.5 §7.1.2). */
const LONG = new Set(['OB', 'OW', 'SQ']);

function encoded(elements: Elements, syntax: string): Buffer {
  const tags = Object.entries(elements).sort(([one], [other]) => (one < other ? -1 : 1));
  return Buffer.concat(tags.map(([tag, [vr, value]]) => element(tag, vr, valueOf(vr, value, syntax), syntax)));
}

function element(tag: string, vr: string, value: Buffer, syntax: string): Buffer {
  const name = [number(parseInt(tag.slice(0, 4), 16), 2, syntax), number(parseInt(tag.slice(4), 16), 2, syntax)];
  if (syntax === IMPLICIT_LITTLE) return Buffer.concat([...name, number(value.length, 4, syntax), value]);
  const length = LONG.has(vr) ? [Buffer.alloc(2), number(value.length, 4, syntax)] : [number(value.length, 2, syntax)];
  return Buffer.concat([...name, Buffer.from(vr), ...length, value]);
}

function valueOf(vr: string, value: Value, syntax: string): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'string')
    return Buffer.from(value.padEnd(value.length + (value.length % 2), vr === 'UI' ? '\0' : ' '));
  const parts: readonly (number | Elements)[] = typeof value === 'number' ? [value] : value;
  return Buffer.concat(
    parts.map((part) => {
      if (typeof part === 'number') return number(part & 0xffff, 2, syntax);
      const item = encoded(part, syntax);
      return Buffer.concat([
        number(0xfffe, 2, syntax),
        number(0xe000, 2, syntax),
        number(item.length, 4, syntax),
        item,
      ]);
    }),
  );
}

function number(value: number, bytes: 2 | 4, syntax: string): Buffer {
  const written = Buffer.alloc(bytes);
  if (syntax === EXPLICIT_BIG) written.writeUIntBE(value, 0, bytes);
  else written.writeUIntLE(value, 0, bytes);
  return written;
}
