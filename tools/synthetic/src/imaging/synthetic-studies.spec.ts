import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeWith } from '@caregate/testing';
import { syntheticStudies } from './synthetic-studies.js';
import type { SyntheticInstance, SyntheticStudy } from './synthetic-study.js';

/** What dcmjs makes of a file, by keyword. */
interface Read extends Readonly<Record<string, unknown>> {
  readonly Rows: number;
  readonly Columns: number;
  readonly RescaleIntercept: number;
  readonly pixels: Uint16Array;
}

const { data } = createRequire(import.meta.url)('dcmjs') as {
  data: {
    DicomMessage: { readFile(buffer: ArrayBuffer): { dict: unknown; meta: unknown } };
    DicomMetaDictionary: { naturalizeDataset(dict: unknown): Record<string, unknown> };
  };
};

/** Every picture is drawn when its file is asked for; the specs that look at one picture share one drawing. */
const drawn = new Map<string, Buffer>();

function fileOf(instance: SyntheticInstance | undefined): Buffer {
  if (instance === undefined) throw new Error('no such instance');
  const file = drawn.get(instance.sopInstanceUid) ?? instance.part10();
  drawn.set(instance.sopInstanceUid, file);
  return file;
}

function read(instance: SyntheticInstance | undefined): Read {
  const { dict } = data.DicomMessage.readFile(new Uint8Array(fileOf(instance)).buffer);
  const dataset = data.DicomMetaDictionary.naturalizeDataset(dict);
  const [pixelData] = [dataset['PixelData']].flat() as [ArrayBuffer];
  return { ...dataset, pixels: new Uint16Array(pixelData) } as unknown as Read;
}

function study(name: 'chest CT' | 'chest film' | 'head CT', seed?: number): SyntheticStudy {
  const found = syntheticStudies(seed)[['chest CT', 'chest film', 'head CT'].indexOf(name)];
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

const instancesOf = ({ series }: SyntheticStudy) => series.flatMap(({ instances }) => instances);

/** Hounsfield units at a place in millimetres from the centre, the mean of a few pixels around it. */
function hounsfield(image: Read, x: number, y: number, spacing: number): number {
  const column = Math.round(x / spacing + image.Columns / 2);
  const row = Math.round(y / spacing + image.Rows / 2);
  let sum = 0;
  for (const dy of [-1, 0, 1])
    for (const dx of [-1, 0, 1]) sum += image.pixels[(row + dy) * image.Columns + column + dx] ?? 0;
  return sum / 9 + image.RescaleIntercept;
}

describe('the synthetic studies', () => {
  it('are a CT and a film of the first patient and a CT of the second', () => {
    expect(syntheticStudies().map(({ patientMrn, modality }) => [patientMrn, modality])).toEqual([
      ['MRN001', 'CT'],
      ['MRN001', 'CR'],
      ['MRN002', 'CT'],
    ]);
    expect(instancesOf(study('chest CT')).length).toBeGreaterThanOrEqual(8);
  });

  it('name everything with its own UID below 2.25', () => {
    const uids = syntheticStudies().flatMap((each) => [
      each.studyInstanceUid,
      ...each.series.map(({ seriesInstanceUid }) => seriesInstanceUid),
      ...instancesOf(each).map(({ sopInstanceUid }) => sopInstanceUid),
    ]);
    expect(new Set(uids).size).toBe(uids.length);
    for (const uid of uids) expect(uid).toMatch(/^2\.25\.[1-9]\d{30,38}$/);
  });

  it('are the same files for the same seed, and others for another', () => {
    const digest = (seed?: number) => {
      const file = instancesOf(study('chest CT', seed))[3]?.part10() ?? '';
      return createHash('sha256').update(file).digest('hex');
    };
    const first = digest();
    expect(digest()).toBe(first);
    expect(digest(2)).not.toBe(first);
    expect(study('chest CT', 2).studyInstanceUid).not.toBe(study('chest CT').studyInstanceUid);
  });

  it.each([
    ['chest CT', 'Doe^John', '19850615', 'M'],
    ['chest film', 'Doe^John', '19850615', 'M'],
    ['head CT', 'Smith^Jane', '19900322', 'F'],
  ] as const)('carry in the %s the patient of the record: %s', (name, patient, birth, sex) => {
    const of = study(name);
    const image = read(instancesOf(of)[0]);
    expect(JSON.parse(JSON.stringify(image['PatientName']))).toEqual([{ Alphabetic: patient }]);
    expect(image).toMatchObject({
      PatientID: of.patientMrn,
      PatientBirthDate: birth,
      PatientSex: sex,
      StudyInstanceUID: of.studyInstanceUid,
      AccessionNumber: of.accessionNumber,
      StudyDate: of.studyDate,
      Modality: of.modality,
      Rows: instancesOf(of)[0]?.rows,
      Columns: instancesOf(of)[0]?.columns,
    });
    expect(image.pixels.length).toBe(image.Rows * image.Columns);
  });
});

describe('the chest CT', () => {
  const image = read(instancesOf(study('chest CT'))[8]);

  it('has lung, muscle, bone and contrast medium where they belong, in Hounsfield units', () => {
    expect(image).toMatchObject({ RescaleIntercept: -1024, RescaleSlope: 1, PixelSpacing: [0.8, 0.8] });
    expect(hounsfield(image, -100, 40, 0.8)).toBeLessThan(-780);
    expect(hounsfield(image, 26, 42, 0.8)).toBeGreaterThan(230);
    expect(hounsfield(image, 0, 60, 0.8)).toBeGreaterThan(60);
    expect(hounsfield(image, 0, -180, 0.8)).toBeLessThan(-970);
  });

  it('fits into 12 bits and uses them', () => {
    const highest = image.pixels.reduce((a, b) => (a > b ? a : b));
    expect(highest).toBeGreaterThan(1500);
    expect(highest).toBeLessThan(4096);
  });

  it('goes upwards slice by slice, and no two slices are alike', () => {
    const [low, high] = [3, 4].map((n) => read(instancesOf(study('chest CT'))[n]));
    expect([low?.['SliceLocation'], high?.['SliceLocation']]).toEqual([-25, -15]);
    const isOther = (one: number, other: number) => one - other > 100 || other - one > 100;
    const others = high?.pixels ?? new Uint16Array();
    const changed = low?.pixels.filter((value, at) => isOther(value, others[at] ?? 0)).length ?? 0;
    expect(changed).toBeGreaterThan(2000);
    expect(changed).toBeLessThan(60_000);
  });
});

describe('the head CT', () => {
  it('has brain within a skull, and a bleeding on the left only', () => {
    const image = read(instancesOf(study('head CT'))[8]);
    expect(hounsfield(image, 27, 1, 0.45)).toBeGreaterThan(58);
    expect(hounsfield(image, -27, 1, 0.45)).toBeLessThan(45);
    expect(hounsfield(image, -27, 1, 0.45)).toBeGreaterThan(20);
    expect(hounsfield(image, 71, 0, 0.45)).toBeGreaterThan(500);
  });
});

describe('the chest film', () => {
  it('shows lungs darker than heart and belly, and black beside the patient', () => {
    const { pixels, Columns } = read(instancesOf(study('chest film'))[0]);
    const at = (column: number, row: number) => pixels[row * Columns + column] ?? 0;
    const [lung, heart, belly, beside] = [at(300, 300), at(600, 640), at(350, 850), at(20, 900)];
    expect(lung).toBeLessThan(heart * 0.6);
    expect(lung).toBeLessThan(belly * 0.6);
    expect(beside).toBeLessThan(150);
  });
});

describeWith('dcmdump', 'DCMTK', (dcmdump) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-dicom-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['chest CT', 'chest film', 'head CT'] as const)('reads the %s without a word of complaint', (name) => {
    const file = path.join(folder, 'image.dcm');
    writeFileSync(file, fileOf(instancesOf(study(name))[0]));
    const { stdout, stderr } = spawnSync(dcmdump, ['+P', '0008,0018', '+P', '0002,0010', file], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toContain(instancesOf(study(name))[0]?.sopInstanceUid);
    expect(stdout).toContain('LittleEndianExplicit');
  });
});
