import { DomainError } from '@caregate/core-errors';

/** What percent signs encode (RFC 3986 §2.1). What is not UTF-8 behind them is refused, for a guess finds others. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new DomainError('request.invalid', { cause });
  }
}
