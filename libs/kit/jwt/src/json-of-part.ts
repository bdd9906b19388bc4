/** What a base64url part of a token holds; `undefined`, which no schema takes, when it is no JSON. */
export function jsonOfPart(base64url: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64url, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
