import { DomainError } from '@caregate/core-errors';
import { isWholeText } from '@caregate/data-models';

/** Refuses texts that would be kept as something else than was sent, however deep they are. */
export function assertUnicode(given: object): void {
  const rest: unknown[] = [given];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value === 'string' && !isWholeText(value))
      throw new DomainError('request.invalid', { publicMessage: 'A text holds half of a character.' });
    if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) rest.push(part);
  }
}
