/** The bulk load would not be what was asked for; nothing has been written. */
export class BulkRefused extends Error {
  override readonly name = 'BulkRefused';
}
