import type { ImageSetMetadata } from '@caregate/core-dicom';
import { shortenedMetadata } from './shortened-metadata.js';

/** One series of so many instances, each of so many frames, of each of which a kilobyte is said. */
function given(instances: number, frames: number): ImageSetMetadata {
  const groups = Array.from({ length: frames }, (_none, at) => ({ Comment: String(at).padStart(1000, '.') }));
  const instance = {
    DICOM: { Rows: 2, ...(frames > 1 && { PerFrameFunctionalGroupsSequence: groups }) },
    ImageFrames: Array.from({ length: frames }, (_none, at) => ({ ID: `f${at}` })),
  };
  const Instances = Object.fromEntries(Array.from({ length: instances }, (_none, at) => [`2.25.${at}`, instance]));
  return {
    DatastoreID: 'd',
    ImageSetID: 'i',
    Patient: { DICOM: {} },
    Study: { DICOM: {}, Series: { '2.25.9': { DICOM: {}, Instances } } },
  };
}

describe('the headers in an answer', () => {
  it('are all there where there are few', () => {
    const whole = given(3, 50);
    expect(shortenedMetadata(whole, 3)).toEqual({ metadata: whole, instancesLeftOut: 0, framesLeftOut: 0 });
  });

  it('are of as many instances as asked for, and tell how many there are beyond', () => {
    const { metadata, instancesLeftOut } = shortenedMetadata(given(5, 1), 2);
    expect(Object.keys(metadata.Study.Series['2.25.9']?.Instances ?? {})).toEqual(['2.25.0', '2.25.1']);
    expect(instancesLeftOut).toBe(3);
  });

  it('of an enhanced object name its first frames, describe fewer of them, and fit into what hosts take', () => {
    const { metadata, framesLeftOut } = shortenedMetadata(given(1, 5000), 50);
    const instance = metadata.Study.Series['2.25.9']?.Instances['2.25.0'];
    expect(instance?.ImageFrames.at(-1)).toEqual({ ID: 'f999' });
    expect(framesLeftOut).toBe(4000);
    expect(Object(instance?.DICOM['PerFrameFunctionalGroupsSequence'])).toHaveLength(50);
    expect(JSON.stringify(metadata).length).toBeLessThan(100_000);
  });
});
