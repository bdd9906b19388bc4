import { sign, verify, type KeyObject } from 'node:crypto';
import { anchorStatement, type AnchorStatement } from './anchor-statement.js';

/** A statement with the text that was signed. One line of the anchor file: text, tab, signature in base64url. */
export interface SignedAnchor {
  readonly text: string;
  readonly signature: Buffer;
}

export function signAnchor(statement: AnchorStatement, privateKey: KeyObject): SignedAnchor {
  const text = JSON.stringify(statement);
  return { text, signature: sign(null, Buffer.from(text, 'utf8'), privateKey) };
}

/** The statement if the key's owner signed it and it has the shape of one; else nothing. */
export function openAnchor({ text, signature }: SignedAnchor, publicKey: KeyObject): AnchorStatement | undefined {
  if (!verify(null, Buffer.from(text, 'utf8'), publicKey, signature)) return undefined;
  const parsed = anchorStatement.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : undefined;
}

export function lineOf({ text, signature }: SignedAnchor): string {
  return `${text}\t${signature.toString('base64url')}`;
}

export function anchorOfLine(line: string): SignedAnchor {
  const tab = line.lastIndexOf('\t');
  return { text: line.slice(0, Math.max(tab, 0)), signature: Buffer.from(line.slice(tab + 1), 'base64url') };
}
