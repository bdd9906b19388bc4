/** Headers (PS3.18 §8.7.3.2). */
export const DICOM_JSON = 'application/dicom+json';
/** Pixels and other bulk data, uncompressed unless a transfer syntax is named behind it (PS3.18 §8.7.3.3). */
export const OCTETS = 'multipart/related; type="application/octet-stream"';
