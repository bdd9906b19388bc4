/**
 * Why a secret is too easy to guess, in words without the secret; `undefined` when it will do.
 * It cannot prove randomness, it only refuses what people type: short ones, patterns, and words from examples.
 */
export function weaknessOf(secret: string, bytesMin: number): string | undefined {
  const bytes = bytesOf(secret);
  if (bytes < bytesMin)
    return `holds at most ${bytes} bytes of randomness, and ${bytesMin} are needed; ${remedy(bytesMin)}`;
  if (isRegular(secret)) return `follows a pattern, so it can be guessed; ${remedy(bytesMin)}`;
  if (holdsKnownWord(secret)) return `contains a word that is tried first; ${remedy(bytesMin)}`;
  return undefined;
}

const knownWords = [
  'caregate',
  'changeme',
  'changethis',
  'default',
  'development',
  'example',
  'insecure',
  'keycloak',
  'letmein',
  'password',
  'placeholder',
  'postgres',
  'qwerty',
  'replace',
  'secret',
  'welcome',
] as const;

/** Below this a text of 16 bytes or more has too few different characters; random hexadecimal lies near 3.5. */
const bitsPerCharacterMin = 2.4;

function remedy(bytesMin: number): string {
  return `make one with: openssl rand -base64 ${bytesMin}`;
}

/** Hexadecimal and base64 carry fewer bytes than they have characters. */
function bytesOf(secret: string): number {
  const text = secret.replace(/=+$/u, '');
  const digits = text.replaceAll('-', '');
  if (/^[\da-f]+$/iu.test(digits)) return Math.floor(digits.length / 2);
  if (/^[\w+/-]+$/u.test(text)) return Math.floor((text.length * 3) / 4);
  return Buffer.byteLength(secret);
}

function isRegular(secret: string): boolean {
  return /^(.+?)\1+$/su.test(secret) || bitsPerCharacter(secret) < bitsPerCharacterMin || isMostlySequence(secret);
}

/** Shannon entropy of the characters as they occur. */
function bitsPerCharacter(secret: string): number {
  const counts = new Map<string, number>();
  for (const character of secret) counts.set(character, (counts.get(character) ?? 0) + 1);
  const shares = [...counts.values()].map((count) => count / secret.length);
  return -shares.reduce((sum, share) => sum + share * Math.log2(share), 0);
}

/** `abcdef…`, `123456…`, `aaabbb…`: neighbours that are the same or follow each other. */
function isMostlySequence(secret: string): boolean {
  const codes = [...secret].map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).filter((code, index) => Math.abs(code - (codes[index] ?? 0)) <= 1);
  return steps.length > codes.length / 2;
}

/** Words are looked for as people disguise them: `P@ssw0rd`, `change-me`. */
function holdsKnownWord(secret: string): boolean {
  const plain = secret
    .toLowerCase()
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
    .replaceAll('3', 'e')
    .replaceAll(/[@4]/gu, 'a')
    .replaceAll(/[$5]/gu, 's')
    .replaceAll(/[\s_.-]/gu, '');
  return knownWords.some((word) => plain.includes(word));
}
