/** Media types by transfer syntax (PS3.18 §8.7.3), as HealthImaging names them too. */
const TYPES: Readonly<Record<string, string>> = {
  '1.2.840.10008.1.2': 'application/octet-stream',
  '1.2.840.10008.1.2.1': 'application/octet-stream',
  // Deflated is the file, and no frame of it (PS3.5 §A.5).
  '1.2.840.10008.1.2.1.99': 'application/octet-stream',
  '1.2.840.10008.1.2.4.50': 'image/jpeg',
  '1.2.840.10008.1.2.4.51': 'image/jpeg',
  '1.2.840.10008.1.2.4.57': 'image/jpeg',
  '1.2.840.10008.1.2.4.70': 'image/jpeg',
  '1.2.840.10008.1.2.4.80': 'image/jls',
  '1.2.840.10008.1.2.4.81': 'image/jls',
  '1.2.840.10008.1.2.4.90': 'image/j2c',
  '1.2.840.10008.1.2.4.91': 'image/j2c',
  '1.2.840.10008.1.2.4.110': 'image/jxl',
  '1.2.840.10008.1.2.4.111': 'image/jxl',
  '1.2.840.10008.1.2.4.112': 'image/jxl',
  '1.2.840.10008.1.2.4.201': 'image/jphc',
  '1.2.840.10008.1.2.4.202': 'image/jphc',
  '1.2.840.10008.1.2.4.203': 'image/jphc',
  '1.2.840.10008.1.2.5': 'image/dicom-rle',
};

/** Archives say the transfer syntax beside the media type, which is often no more than `application/octet-stream`. */
export function frameTypeOf(contentTypes: readonly string[]): string {
  for (const contentType of contentTypes) {
    const uid = /transfer-syntax="?([\d.]+)/i.exec(contentType)?.[1];
    if (uid !== undefined) return TYPES[uid] ?? `application/dicom+${uid}`;
  }
  const [type = 'application/octet-stream'] = (contentTypes[0] ?? '').split(';');
  return type.trim().toLowerCase();
}
