import type { ImageSetMetadata } from '@caregate/core-dicom';

/** Of one object: beyond that, names of frames alone are more than hosts take in an answer. */
const FRAMES_MAX = 1000;
/** Of one object; what is said of each takes a kilobyte or two (PS3.3 C.7.6.16), as an instance of its own would. */
const DESCRIBED_MAX = 50;

export interface ShortenedMetadata {
  readonly metadata: ImageSetMetadata;
  readonly instancesLeftOut: number;
  readonly framesLeftOut: number;
}

/** The headers of the first instances, and of their first frames. */
export function shortenedMetadata(whole: ImageSetMetadata, instancesMax: number): ShortenedMetadata {
  let left = instancesMax;
  let instancesLeftOut = 0;
  let framesLeftOut = 0;
  const Series = Object.entries(whole.Study.Series).map(([uid, series]) => {
    const instances = Object.entries(series.Instances);
    const kept = instances.slice(0, left);
    left -= kept.length;
    instancesLeftOut += instances.length - kept.length;
    for (const [, { ImageFrames }] of kept) framesLeftOut += Math.max(0, ImageFrames.length - FRAMES_MAX);
    const Instances = Object.fromEntries(kept.map(([sop, instance]) => [sop, shortened(instance)]));
    return [uid, { ...series, Instances }] as const;
  });
  const metadata = { ...whole, Study: { ...whole.Study, Series: Object.fromEntries(Series) } };
  return { metadata, instancesLeftOut, framesLeftOut };
}

type Instance = ImageSetMetadata['Study']['Series'][string]['Instances'][string];

function shortened(instance: Instance): Instance {
  const { DICOM, ImageFrames } = instance;
  const groups = DICOM[GROUPS];
  if (ImageFrames.length <= DESCRIBED_MAX) return instance;
  return {
    ...instance,
    DICOM: Array.isArray(groups) ? { ...DICOM, [GROUPS]: groups.slice(0, DESCRIBED_MAX) } : DICOM,
    ImageFrames: ImageFrames.slice(0, FRAMES_MAX),
  };
}

const GROUPS = 'PerFrameFunctionalGroupsSequence';
