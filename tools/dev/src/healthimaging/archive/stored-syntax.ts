/** How the archive keeps what came in a transfer syntax. */
export interface StoredSyntax {
  readonly uid: string;
  readonly contentType: string;
  /** Not encoded again. */
  readonly asItCame: boolean;
}

/** HTJ2K, RPCL, lossless (PS3.5 §A.4.12). */
const htj2k: StoredSyntax = { uid: '1.2.840.10008.1.2.4.202', contentType: 'image/jph', asItCame: false };

const uncompressed: readonly string[] = ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1'];

/** Compressed with loss: to encode it again would gain nothing, so it stays. */
const contentTypes: Readonly<Record<string, string>> = {
  '1.2.840.10008.1.2.4.50': 'image/jpeg',
  '1.2.840.10008.1.2.4.91': 'image/j2c',
  '1.2.840.10008.1.2.4.112': 'image/jxl',
  '1.2.840.10008.1.2.4.202': 'image/jph',
  '1.2.840.10008.1.2.4.203': 'image/jphc',
};

export function storedSyntax(transferSyntaxUid: string): StoredSyntax {
  if (uncompressed.includes(transferSyntaxUid)) return htj2k;
  const contentType = contentTypes[transferSyntaxUid] ?? 'application/octet-stream';
  return { uid: transferSyntaxUid, contentType, asItCame: true };
}
