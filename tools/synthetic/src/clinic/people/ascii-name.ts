const SPECIAL: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', ı: 'i', đ: 'd', æ: 'ae' };

/** A name as it stands in an e-mail address: lower-case letters only. */
export function asciiName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[ßøłıđæ]/g, (letter) => SPECIAL[letter] ?? '')
    .normalize('NFKD')
    .replace(/[^a-z]/g, '');
}
