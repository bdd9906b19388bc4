import { DomainError } from '@caregate/core-errors';

/** Half of a surrogate pair: JSON can say it, but it is no character (RFC 7493 §2.1), and a database keeps another one. */
const HALF_A_CHARACTER = /\p{Surrogate}/u;

/** Refuses texts that would be kept as something else than was sent, however deep they are. */
export function assertUnicode(given: object): void {
  const rest: unknown[] = [given];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value === 'string' && HALF_A_CHARACTER.test(value))
      throw new DomainError('request.invalid', { publicMessage: 'A text holds half of a character.' });
    if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) rest.push(part);
  }
}
