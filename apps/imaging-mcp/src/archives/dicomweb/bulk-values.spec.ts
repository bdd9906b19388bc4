import { attributesOfDicomJson, type DicomJsonObject } from '@caregate/core-dicom';
import { BulkData } from '../bulk-data.js';
import { withBulkValues } from './bulk-values.js';

const place = '/studies/2.25.1/series/2.25.2/instances/2.25.3';

/** An instance whose red table is kept where the address says. */
function instance(table: object): DicomJsonObject {
  return {
    '0020000D': { vr: 'UI', Value: ['2.25.1'] },
    '0020000E': { vr: 'UI', Value: ['2.25.2'] },
    '00080018': { vr: 'UI', Value: ['2.25.3'] },
    '00281201': { vr: 'OW', ...table },
  };
}

const redOf = (object: DicomJsonObject) =>
  attributesOfDicomJson(withBulkValues(object))['RedPaletteColorLookupTableData'];

describe('a look-up table that an archive keeps beside the headers', () => {
  it.each([
    ['with another host than ours', `http://elsewhere.example/dicom-web${place}/bulk/00281201`, '/bulk/00281201'],
    ['with a port and a path of its own', `https://pacs:8443/aets/A/rs${place}/bulkdata/a-b.c`, '/bulkdata/a-b.c'],
    ['from the root', `/dicom-web${place}/bulk/1`, '/bulk/1'],
    ['from the headers', 'bulk/1', '/bulk/1'],
    ['by way of the folder above', `${place}/other/../bulk/1`, '/bulk/1'],
  ])('is asked for below its instance, where its address is written %s', (_how, BulkDataURI, path) => {
    const value = redOf(instance({ BulkDataURI }));
    expect(value).toBeInstanceOf(BulkData);
    expect(Object(value).path).toBe(`${place}${path}`);
    expect(JSON.stringify({ value })).toBe('{}');
  });

  it.each([
    'http://elsewhere.example/secrets',
    `http://elsewhere.example${place}/../2.25.9/bulk/1`,
    `${place}/%2e%2e/2.25.9/bulk/1`,
    '/studies/2.25.7/series/2.25.2/instances/2.25.3/bulk/1',
    'http://[',
    7,
  ])('is not asked for at %s', (BulkDataURI) => {
    expect(redOf(instance({ BulkDataURI }))).toBeUndefined();
  });

  it('is there already where it stands among the headers', () => {
    expect(redOf(instance({ InlineBinary: 'AAEC' }))).toBe('AAEC');
    expect(redOf(instance({ Value: [1, 2] }))).toEqual([1, 2]);
  });

  it('is found within the sequences of an enhanced object too', () => {
    const item = (tag: string, value: object) => ({ [tag]: { vr: 'SQ', Value: [value] } });
    const lut = { '00283006': { vr: 'OW', BulkDataURI: `${place}/bulk/9` } };
    const enhanced = { ...instance({}), ...item('52009230', item('00289132', item('00283010', lut))) };
    const read = attributesOfDicomJson(withBulkValues(enhanced));
    const [frame] = Object(read['PerFrameFunctionalGroupsSequence']);
    expect(frame.FrameVOILUTSequence[0].VOILUTSequence[0].LUTData.path).toBe(`${place}/bulk/9`);
  });
});
