import { describeWith, givenCaller, givenRelation } from '@caregate/testing';
import { imagingDoor, type ImagingDoor } from '../testing/imaging-door.js';
import { startOrthanc, type Orthanc } from '../testing/orthanc.fixture.js';
import {
  DEFLATED,
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  IMPLICIT_LITTLE,
  part10File,
  type Elements,
} from '../testing/part10-file.js';
import { pixelsOfPng } from '../testing/rendered.js';
import { DicomWebArchive } from './dicomweb/dicomweb.archive.js';

const jane = '0199a000-0000-7000-8000-0000000000a2';

/** Two rows of three pixels of 16 bits, of which the middle column is half as bright as the last. */
const grey: Elements = {
  '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.7'],
  '00080060': ['CS', 'OT'],
  '00100020': ['LO', 'MRN002'],
  '00280002': ['US', 1],
  '00280004': ['CS', 'MONOCHROME2'],
  '00280010': ['US', 2],
  '00280011': ['US', 3],
  '00280100': ['US', 16],
  '00280101': ['US', 16],
  '00280102': ['US', 15],
  '00280103': ['US', 0],
  '00281050': ['DS', '128'],
  '00281051': ['DS', '256'],
};
const bytes: Elements = { ...grey, '00280100': ['US', 8], '00280101': ['US', 8], '00280102': ['US', 7] };
const bits: Elements = { ...grey, '00280100': ['US', 1], '00280101': ['US', 1], '00280102': ['US', 0] };

const little = Buffer.from('0000 8000 ff00 0100 8100 fe00'.replaceAll(' ', ''), 'hex');
const big = Buffer.from('0000 0080 00ff 0001 0081 00fe'.replaceAll(' ', ''), 'hex');
const seen = [0, 128, 255, 1, 129, 254];

const descriptor = ['US', [4, 0, 16]] as const;
/** Black, white, half of green, and the darkest blue but one. */
const tables = {
  '00281201': [0x0000, 0xffff, 0x0000, 0x0000],
  '00281202': [0x0000, 0xffff, 0x8080, 0x0000],
  '00281203': [0x0000, 0xffff, 0x0000, 0x0101],
} as const;
const painted = [0, 0, 0, 255, 255, 255, 0, 128, 0, 0, 0, 1, 0, 0, 1, 255, 255, 255];

function palette(vr: 'OW' | 'US', order: 'LE' | 'BE' = 'LE'): Elements {
  const data = Object.entries(tables).map(([tag, entries]) => {
    const words = Buffer.alloc(8);
    entries.forEach((entry, at) =>
      order === 'LE' ? words.writeUInt16LE(entry, 2 * at) : words.writeUInt16BE(entry, 2 * at),
    );
    return [tag, vr === 'US' ? (['US', entries] as const) : (['OW', words] as const)] as const;
  });
  const descriptors = { '00281101': descriptor, '00281102': descriptor, '00281103': descriptor };
  const pixels = { '7FE00010': ['OB', Buffer.of(0, 1, 2, 3, 4, 1)] } as const;
  return { ...bytes, '00280004': ['CS', 'PALETTE COLOR'], ...descriptors, ...Object.fromEntries(data), ...pixels };
}

/** Three frames of three by three bits, one after the other without a gap: 27 bits. */
const frames = ['101001011', '010110100', '111000110'] as const;
const packed = Buffer.from(
  frames
    .join('')
    .padEnd(32, '0')
    .match(/.{8}/g)
    ?.map((eight) => parseInt([...eight].reverse().join(''), 2)) ?? [],
);

describeWith('Orthanc', 'a picture in Orthanc', (program) => {
  let orthanc: Orthanc;
  let door: ImagingDoor;
  let count = 0;

  beforeAll(async () => {
    orthanc = await startOrthanc(program);
    const archive = new DicomWebArchive({ ...orthanc, datastoreId: 'orthanc' }, { callFinished: () => undefined });
    door = await imagingDoor([archive], { MRN002: jane });
    const caller = givenCaller({ subject: 'd', scopes: ['read:imaging'] });
    door.admit('doctor', caller, [givenRelation('d', jane)]);
  });

  afterAll(async () => {
    await door.end();
    await orthanc.stop();
  });

  /** Stored as a study of its own. */
  async function stored(syntax: string, elements: Elements): Promise<Record<string, unknown>> {
    count += 1;
    const image_set_id = `2.25.72${count}`;
    const uids: Elements = {
      '0020000D': ['UI', `2.25.71${count}`],
      '0020000E': ['UI', image_set_id],
      '00080018': ['UI', `2.25.73${count}`],
    };
    await orthanc.store(part10File(syntax, { ...elements, ...uids }));
    return { datastore_id: 'orthanc', image_set_id };
  }

  async function look(place: Record<string, unknown>, more: object = {}): Promise<unknown> {
    const { image, json } = await door.call('doctor', 'render_image_frame', { ...place, ...more });
    return image === undefined ? json['code'] : pixelsOfPng(image.bytes);
  }

  it.each([
    ['implicit little-endian', IMPLICIT_LITTLE, grey, little],
    ['explicit little-endian', EXPLICIT_LITTLE, grey, little],
    ['deflated', DEFLATED, grey, little],
    ['big-endian', EXPLICIT_BIG, grey, big],
    ['big-endian bytes, two of them a word', EXPLICIT_BIG, bytes, Buffer.of(128, 0, 1, 255, 254, 129)],
  ])('is shown as it is meant: %s', async (_how, syntax, elements, pixels) => {
    const place = await stored(syntax, { ...elements, '7FE00010': ['OW', pixels] });
    expect(await look(place)).toEqual(seen);
  });

  it('that is big-endian is given little-endian to programs too', async () => {
    const place = await stored(EXPLICIT_BIG, { ...grey, '7FE00010': ['OW', big] });
    const { json } = await door.call('doctor', 'get_image_set_metadata', place);
    const image_frame_id = /"ID":"([^"]+)"/.exec(JSON.stringify(json))?.[1];
    const { json: frame } = await door.call('doctor', 'get_image_frame', { ...place, image_frame_id });
    expect(frame).toMatchObject({
      content_type: 'application/octet-stream',
      image_frame_blob: little.toString('base64'),
    });
  });

  it.each([
    ['words that the archive keeps elsewhere', EXPLICIT_LITTLE, palette('OW')],
    ['numbers among the headers', EXPLICIT_LITTLE, palette('US')],
    ['big-endian words', EXPLICIT_BIG, palette('OW', 'BE')],
  ])('has the colours of its palette: %s', async (_how, syntax, elements) => {
    const place = await stored(syntax, elements);
    expect(await look(place)).toEqual(painted);
    const { json } = await door.call('doctor', 'get_image_set_metadata', place);
    expect(JSON.stringify(json)).not.toMatch(/BulkData|\/bulk\//);
  });

  it('has the colours of a palette in segments', async () => {
    const { '00281201': _red, '00281202': _green, '00281203': _blue, ...rest } = palette('OW');
    const segments = Object.entries(tables).map(([tag, entries]) => {
      const words = Buffer.from(Uint16Array.of(0, entries.length, ...entries).buffer);
      return [tag.replace('0028120', '0028122'), ['OW', words]] as const;
    });
    const place = await stored(EXPLICIT_LITTLE, { ...rest, ...Object.fromEntries(segments) });
    expect(await look(place)).toEqual(painted);
  });

  it('whose palette is not there, or shorter than it says, is not shown', async () => {
    const { '00281201': _red, '00281202': _green, '00281203': _blue, ...bare } = palette('OW');
    expect(await look(await stored(EXPLICIT_LITTLE, bare))).toBe('imaging.frame.undecodable');
    const lying = { ...palette('OW'), '00281201': ['OW', Buffer.alloc(4)] } as const;
    expect(await look(await stored(EXPLICIT_LITTLE, lying))).toBe('imaging.frame.unreadable');
    const boasting = { ...palette('OW'), '00281201': ['OW', Buffer.alloc(1_000_000)] } as const;
    expect(await look(await stored(EXPLICIT_LITTLE, boasting))).toBe('imaging.frame.unreadable');
  });

  it('is measured by its modality’s table, and seen by its VOI table', async () => {
    const voi = { '00283002': ['US', [3, 200, 8]], '00283006': ['US', [0, 0x40, 0xff]] } as const;
    const modality = {
      '00283002': ['US', [3, 1, 16]],
      '00283006': ['OW', Buffer.from('c800c900ca00', 'hex')],
    } as const;
    const { '00281050': _center, '00281051': _width, ...rest } = bytes;
    const place = await stored(EXPLICIT_LITTLE, {
      ...rest,
      '00283000': ['SQ', [modality]],
      '00283010': ['SQ', [voi]],
      '7FE00010': ['OB', Buffer.of(0, 1, 2, 3, 4, 2)],
    });
    expect(await look(place)).toEqual([0, 0, 64, 255, 255, 64]);
    expect(await look(place, { window_center: 201.5, window_width: 3 })).toEqual([0, 0, 128, 255, 255, 128]);
  });

  it('of single bits is shown frame by frame, wherever in a byte one begins', async () => {
    const square = { '00280010': ['US', 3], '00280008': ['IS', String(frames.length)] } as const;
    const place = await stored(EXPLICIT_LITTLE, { ...bits, ...square, '7FE00010': ['OB', packed] });
    for (const [index, frame] of frames.entries())
      expect(await look(place, { frame_number: index + 1, window: 'full' })).toEqual(
        [...frame].map((bit) => (bit === '1' ? 255 : 0)),
      );
  });

  it('whose pixels share chrominance is shown frame by frame', async () => {
    const pair = { '00280002': ['US', 3], '00280004': ['CS', 'YBR_FULL_422'], '00280006': ['US', 0] } as const;
    const size = { '00280008': ['IS', '2'], '00280010': ['US', 1], '00280011': ['US', 2] } as const;
    const pixels = Buffer.of(255, 0, 128, 128, 76, 76, 85, 255);
    const place = await stored(EXPLICIT_LITTLE, { ...bytes, ...pair, ...size, '7FE00010': ['OB', pixels] });
    expect(await look(place, { frame_number: 1 })).toEqual([255, 255, 255, 0, 0, 0]);
    expect(await look(place, { frame_number: 2 })).toEqual([254, 0, 0, 254, 0, 0]);
  });

  it('is found and read with the name of its patient in all scripts', async () => {
    const name = 'Yamada^Tarou=山田^太郎=やまだ^たろう';
    const named: Elements = { ...grey, '00080005': ['CS', 'ISO_IR 192'], '00100010': ['PN', name] };
    const place = await stored(EXPLICIT_LITTLE, named);
    const values = [{ DICOMSeriesInstanceUID: place['image_set_id'] }];
    const search_criteria = { filters: [{ operator: 'EQUAL', values }] };
    const asked = { datastore_id: 'orthanc', search_criteria };
    const { json: found } = await door.call('doctor', 'search_image_sets', asked);
    const { json: read } = await door.call('doctor', 'get_image_set_metadata', place);
    for (const answer of [found, read]) expect(JSON.stringify(answer)).toContain(name);
  });

  it('of a patient with two numbers is nobody’s', async () => {
    const place = await stored(EXPLICIT_LITTLE, { ...grey, '00100020': ['LO', 'MRN002\\MRN001'] });
    expect(await look(place)).toBe('access.patient.refused');
  });

  it('that is not there is of no form that can be read', async () => {
    expect(await look(await stored(EXPLICIT_LITTLE, grey))).toBe('imaging.frame.undecodable');
  });

  it('of fewer bits than it claims is not shown', async () => {
    const square = { '00280010': ['US', 3], '00280008': ['IS', '40'] } as const;
    const place = await stored(EXPLICIT_LITTLE, { ...bits, ...square, '7FE00010': ['OB', packed] });
    expect(await look(place, { frame_number: 40 })).toBe('imaging.frame.unreadable');
  });
});
