/** What a request to the archive is about: one thing of Orthanc's REST by its id, or a study of DICOMweb by its UID. */
export type PacsResource =
  | { readonly by: 'orthanc'; readonly level: 'studies' | 'series' | 'instances'; readonly id: string }
  | { readonly by: 'dicomweb'; readonly studyInstanceUid: string };

/** Orthanc names everything by a SHA-1 hash in five groups, archives with its REST as they like; whose it is, they are asked. */
const ID = String.raw`(?=[\da-z-]{1,64}(?:/|$))[\da-z]+(?:-[\da-z]+)*`;
/** DICOM PS3.5 §9.1: at most 64 signs, no component with a leading zero. */
const UID = String.raw`(?=[\d.]{1,64}(?:/|$))(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))*`;
const NUMBERS = String.raw`\d{1,5}(?:,\d{1,5})*`;

/** Reading only, and of one study only: none of these lists, changes, sends elsewhere or runs anything. */
const PICTURE = 'preview|rendered|image-uint8|image-uint16|image-int16|raw';
const TAGS = 'tags|simplified-tags|shared-tags|header|statistics|metadata';
const WITHIN_STUDY = `instances|series|instances-tags|archive|media|module|module-patient|${TAGS}`;
const WITHIN_SERIES = `study|instances|instances-tags|ordered-slices|archive|media|module|${TAGS}`;
const WITHIN_INSTANCE = String.raw`study|series|file|pdf|module|frames|frames/\d{1,5}/(?:${PICTURE})|${PICTURE}|${TAGS}`;

const orthanc = [
  ['studies', new RegExp(`^/studies/(${ID})(?:/(?:${WITHIN_STUDY}))?$`, 'u')],
  ['series', new RegExp(`^/series/(${ID})(?:/(?:${WITHIN_SERIES}))?$`, 'u')],
  ['instances', new RegExp(`^/instances/(${ID})(?:/(?:${WITHIN_INSTANCE}))?$`, 'u')],
] as const;

/** What the metadata leaves out and names by its tag, within sequences by item too. */
const BULK = String.raw`bulk/[\dA-Fa-f]{8}(?:/\d{1,5}/[\dA-Fa-f]{8}){0,9}`;

/** WADO-RS (DICOM PS3.18 §10.4) and the series and instances of one study (QIDO-RS, §10.6); no search over studies. */
const FRAMES = `frames/${NUMBERS}(?:/rendered)?`;
const INSTANCE = `/instances(?:/${UID}(?:/(?:metadata|rendered|${BULK}|${FRAMES}))?)?`;
const dicomweb = new RegExp(
  `^/dicom-web/studies/(${UID})(?:/metadata|/rendered|${INSTANCE}|/series(?:/${UID}(?:/metadata|/rendered|${INSTANCE})?)?)?$`,
  'u',
);

/** What the path of a request to the archive names, or `undefined` for everything that the gate keeps closed. */
export function pacsResource(path: string): PacsResource | undefined {
  const [, studyInstanceUid] = dicomweb.exec(path) ?? [];
  if (studyInstanceUid !== undefined) return { by: 'dicomweb', studyInstanceUid };
  for (const [level, pattern] of orthanc) {
    const [, id] = pattern.exec(path) ?? [];
    if (id !== undefined) return { by: 'orthanc', level, id };
  }
  return undefined;
}
