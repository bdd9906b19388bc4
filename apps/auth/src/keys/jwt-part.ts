/** A header or payload as it stands in a JWT (RFC 7515 §7.1). */
export function jwtPart(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
