/** The provider gave no answer, or none that can be read: nobody has decided anything about the person. */
export class ProviderUnreachable extends Error {
  override readonly name = 'ProviderUnreachable';
}
