import type { Archives } from './archives/archives.js';
import type { FrameDownloads } from './frames/frame-downloads.js';
import type { FrameViewer } from './frames/frame-viewer.js';
import type { ImageSets } from './image-sets/image-sets.js';
import type { PatientIndex } from './patients/patient-index.js';

/** What the tools work with; one object for all transports. */
export interface ImagingServices {
  readonly archives: Archives;
  readonly imageSets: ImageSets;
  readonly patientIndex: PatientIndex;
  readonly viewer: FrameViewer;
  readonly downloads: FrameDownloads;
}
