import { errorCatalogue } from '@caregate/core-errors';
import { AccessRefused, type AccessRefusal } from './access-refused.error.js';

/**
 * Refused for want of a relationship, to somebody who may break the glass. The same words whether or not there is such
 * a patient, and the address says nothing of whom it was about.
 */
export class GlassRefused extends AccessRefused {
  override readonly publicMessage: string;

  constructor(
    refusal: AccessRefusal,
    readonly breakGlassUrl: string,
  ) {
    super(refusal);
    const { publicMessage } = errorCatalogue[refusal.code];
    this.publicMessage = `${publicMessage} In an emergency you can open it for a while, with a reason: ${breakGlassUrl}`;
  }
}
