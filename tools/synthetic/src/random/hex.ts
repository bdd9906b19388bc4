/** Four hexadecimal digits of every 16-bit number: looked up ten million times in a bulk load. */
export const hex16: readonly string[] = Array.from({ length: 0x1_0000 }, (_, n) => n.toString(16).padStart(4, '0'));
