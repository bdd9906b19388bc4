/** The document cannot become a record here; nothing of it has been written. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
}
