import { createRequire } from 'node:module';

/** The little of dcmjs that is used here; the package carries no types of its own. */
interface Dcmjs {
  readonly data: {
    readonly DicomDict: new (meta: DicomJson) => { dict: DicomJson; write(): ArrayBuffer };
    readonly DicomMetaDictionary: { denaturalizeDataset(dataset: Readonly<Record<string, unknown>>): DicomJson };
  };
}

/** Elements by tag, in the DICOM JSON model (PS3.18 §F). */
type DicomJson = Record<string, unknown>;

/** dcmjs, loaded when the first file is written: whoever only asks which studies there are does without it. */
export function dcmjs(): Dcmjs {
  // Its build for `import` is marked as CommonJS, so the build for `require` is the one that loads everywhere.
  return createRequire(import.meta.url)('dcmjs') as Dcmjs;
}
