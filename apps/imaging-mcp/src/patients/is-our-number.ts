/**
 * Whether a Patient ID is one of ours. What names no issuer was numbered where its archive stands (PS3.3 C.2.2); what names
 * another has a number of somebody else's, who may be another person with the same one.
 */
export function isOurNumber(ours: string | undefined, issuer: string | undefined): boolean {
  return ours === undefined || issuer === undefined || issuer === ours;
}
