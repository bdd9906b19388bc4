/** Of P-256, in bytes. */
const NUMBER_LENGTH = 32;

/**
 * An ES256 signature as JOSE writes it, both numbers one after the other in 32 bytes each (RFC 7518 §3.4), from the DER
 * that OpenSSL writes: `SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279 §2.2.3), each as short as it can be.
 */
export function joseSignature(der: Buffer): Buffer {
  const signature = Buffer.alloc(2 * NUMBER_LENGTH);
  const [, , , rLength = 0] = der;
  const sLengthAt = 4 + rLength + 1;
  place(der.subarray(4, 4 + rLength), signature, NUMBER_LENGTH);
  place(der.subarray(sLengthAt + 1), signature, 2 * NUMBER_LENGTH);
  return signature;
}

/** A number may have a zero in front, which only says that it is not negative, and may lack those that are just filling. */
function place(number: Buffer, signature: Buffer, end: number): void {
  const digits = number.subarray(Math.max(0, number.length - NUMBER_LENGTH));
  digits.copy(signature, end - digits.length);
}
