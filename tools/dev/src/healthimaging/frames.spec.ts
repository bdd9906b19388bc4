import { createRequire } from 'node:module';
import { crc32, gunzipSync } from 'node:zlib';
import {
  GetImageFrameCommand,
  GetImageSetMetadataCommand,
  SearchImageSetsCommand,
} from '@aws-sdk/client-medical-imaging';
import { syntheticStudies } from '@caregate/synthetic';
import { givenHealthImaging } from './given-health-imaging.js';

interface Decoder {
  getEncodedBuffer(size: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  readHeader(): void;
  getIsReversible(): boolean;
  decodeSubResolution(level: number): void;
}

interface Metadata {
  readonly SchemaVersion: string;
  readonly Patient: { readonly DICOM: object };
  readonly Study: { readonly DICOM: object; readonly Series: Readonly<Record<string, Series>> };
}

interface Series {
  readonly DICOM: object;
  readonly Instances: Readonly<Record<string, Instance>>;
}

interface Instance {
  readonly DICOM: object;
  readonly StoredTransferSyntaxUID: string;
  readonly ImageFrames: readonly {
    readonly ID: string;
    readonly MinPixelValue: number;
    readonly MaxPixelValue: number;
    readonly FrameSizeInBytes: number;
    readonly PixelDataChecksumFromBaseToFullResolution: readonly { Width: number; Height: number; Checksum: number }[];
  }[];
}

const [chest] = syntheticStudies();
const [series] = chest?.series ?? [];
const first = series?.instances[0];

describe('the contents of an image set', () => {
  let given: Awaited<ReturnType<typeof givenHealthImaging>>;
  let imageSetId: string;
  beforeAll(async () => {
    given = await givenHealthImaging();
    const values = [{ DICOMStudyInstanceUID: chest?.studyInstanceUid ?? '' }];
    const { imageSetsMetadataSummaries: found } = await given.client.send(
      new SearchImageSetsCommand({
        datastoreId: given.datastoreId,
        searchCriteria: { filters: [{ operator: 'EQUAL', values }] },
      }),
    );
    imageSetId = found?.[0]?.imageSetId ?? '';
  });
  afterAll(() => given.close());

  const metadata = async (versionId?: string) => {
    const { datastoreId } = given;
    const answer = await given.client.send(new GetImageSetMetadataCommand({ datastoreId, imageSetId, versionId }));
    const bytes = (await answer.imageSetMetadataBlob?.transformToByteArray()) ?? new Uint8Array();
    return { ...answer, document: JSON.parse(gunzipSync(bytes).toString()) as Metadata };
  };
  const instanceIn = ({ Study }: Metadata) => {
    const found = Study.Series[series?.seriesInstanceUid ?? '']?.Instances[first?.sopInstanceUid ?? ''];
    if (found?.ImageFrames[0] === undefined) throw new Error('no such instance');
    return { ...found, frame: found.ImageFrames[0] };
  };
  const frame = (imageFrameId: string) =>
    given.client.send(
      new GetImageFrameCommand({
        datastoreId: given.datastoreId,
        imageSetId,
        imageFrameInformation: { imageFrameId },
      }),
    );

  it('is described by gzipped JSON, each attribute at its level, by its keyword', async () => {
    const { contentType, contentEncoding, document } = await metadata();
    expect({ contentType, contentEncoding }).toEqual({ contentType: 'application/json', contentEncoding: 'gzip' });
    expect(document.SchemaVersion).toBe('1.1');
    expect(document.Patient.DICOM).toMatchObject({ PatientID: 'MRN001', PatientName: 'Doe^John', PatientSex: 'M' });
    expect(document.Study.DICOM).toMatchObject({ AccessionNumber: 'ACC0001', ReferringPhysicianName: null });
    expect(Object.values(document.Study.Series)[0]?.DICOM).toMatchObject({ Modality: 'CT', BodyPartExamined: 'CHEST' });
    const { DICOM, StoredTransferSyntaxUID } = instanceIn(document);
    expect(StoredTransferSyntaxUID).toBe('1.2.840.10008.1.2.4.202');
    expect(DICOM).toMatchObject({
      Rows: 512,
      PixelData: null,
      PixelSpacing: ['0.8', '0.8'],
      RescaleIntercept: '-1024',
      WindowCenter: ['40', '-600'],
    });
    expect(DICOM).not.toHaveProperty('PatientName');
  });

  it('is told as it was in an earlier version', async () => {
    const { document } = await metadata('1');
    expect(document.Study.DICOM).toMatchObject({ StudyDescription: 'UNNAMED EXAMINATION' });
    expect((await metadata('2')).document.Study.DICOM).toMatchObject({ StudyDescription: chest?.description });
  });

  it('holds frames that decode to exactly the pixels of the DICOM file, with the checksums told at every resolution', async () => {
    const { frame: told } = instanceIn((await metadata()).document);
    const { contentType, imageFrameBlob } = await frame(told.ID);
    const codestream = (await imageFrameBlob?.transformToByteArray()) ?? new Uint8Array();
    const pixels = first?.part10().subarray(-512 * 512 * 2) ?? Buffer.alloc(0);
    expect(contentType).toBe('image/jph');
    expect(Buffer.from(codestream.subarray(0, 4)).toString('hex')).toBe('ff4fff51');

    const decoder = await openDecoder(codestream);
    expect(decoder.getIsReversible()).toBe(true);
    const levels = told.PixelDataChecksumFromBaseToFullResolution;
    expect(levels.map(({ Width, Height }) => [Width, Height])).toEqual([64, 128, 256, 512].map((n) => [n, n]));
    levels.forEach(({ Checksum }, n) => {
      decoder.decodeSubResolution(levels.length - 1 - n);
      expect(crc32(decoder.getDecodedBuffer())).toBe(Checksum);
    });
    expect(Buffer.compare(decoder.getDecodedBuffer(), pixels)).toBe(0);
    expect(levels.at(-1)?.Checksum).toBe(crc32(pixels));
  });

  it('is told the lowest and highest value and the size of each frame', async () => {
    const { frame: told } = instanceIn((await metadata()).document);
    const pixels = new Uint16Array(new Uint8Array(first?.part10().subarray(-512 * 512 * 2) ?? []).buffer);
    expect(told).toMatchObject({
      MinPixelValue: pixels.reduce((a, b) => (a < b ? a : b)),
      MaxPixelValue: pixels.reduce((a, b) => (a > b ? a : b)),
      FrameSizeInBytes: 524_288,
    });
  });

  it('has no frame of another name, and says which name is none', async () => {
    await expect(frame('0'.repeat(32))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(frame('no id')).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('imageFrameInformation.imageFrameId'),
    });
  });

  it('is cut off on purpose in the middle of a frame, and the client notices', async () => {
    const { frame: told } = instanceIn((await metadata()).document);
    given.inject({ operation: 'GetImageFrame', kind: 'truncated', times: 1 });
    const { imageFrameBlob } = await frame(told.ID);
    await expect(imageFrameBlob?.transformToByteArray()).rejects.toThrow(/aborted|terminated|premature|hang up/i);
  });
});

async function openDecoder(codestream: Uint8Array): Promise<Decoder> {
  const create = createRequire(import.meta.url)('@cornerstonejs/codec-openjph') as (
    settings: object,
  ) => Promise<{ HTJ2KDecoder: new () => Decoder }>;
  const silent = () => undefined;
  const { HTJ2KDecoder } = await create({ print: silent, printErr: silent });
  const decoder = new HTJ2KDecoder();
  decoder.getEncodedBuffer(codestream.length).set(codestream);
  decoder.readHeader();
  return decoder;
}
