import { AccessRefused, type AccessRefusal } from '@caregate/kit-access';

/** A refusal to a client that speaks SMART: its challenge asks for a scope of SMART, which opens no more than this. */
export class SmartAccessRefused extends AccessRefused {
  constructor(
    refusal: AccessRefusal,
    readonly smartScope: string,
  ) {
    super(refusal);
  }
}
