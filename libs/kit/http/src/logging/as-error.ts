/** Something that is no error was thrown: it could be anybody's data, so only its type is told. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(`a ${typeof thrown} was thrown`);
}
