/** Controls but tab and line ends (FHIR R4 datatypes.html#string), and halves of surrogate pairs (RFC 7493 §2.1). */
const unfit = /(?![\t\n\r\u{7F}-\u{9F}])\p{Cc}|\p{Surrogate}/u;

/** Whether anywhere in it there is a text that FHIR does not know and that no column would keep as it is. */
export function holdsUnfitText(value: unknown): boolean {
  // However deep it is: no function calls itself.
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string' && unfit.test(next)) return true;
    if (typeof next === 'object' && next !== null)
      for (const [name, inner] of Object.entries(next)) open.push(name, inner);
  }
  return false;
}
