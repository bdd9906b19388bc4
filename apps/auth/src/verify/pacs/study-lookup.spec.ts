import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@caregate/core-errors';
import type { FiledStudy } from './orthanc-client.js';
import { StudyLookup } from './study-lookup.js';

const ID = { by: 'orthanc', level: 'studies', id: 'a' } as const;
const known = { studyInstanceUid: '2.25.1', patientId: 'patient-1' };

function given({ ttlMilliseconds }: { ttlMilliseconds?: number } = {}) {
  const archive = new Map<string, FiledStudy>([['a', { studyInstanceUid: '2.25.1', mrn: 'MRN001' }]]);
  const state = { asked: [] as string[], away: false };
  const lookup = new StudyLookup({
    orthanc: {
      find: async (resource) => {
        const key = resource.by === 'orthanc' ? resource.id : resource.studyInstanceUid;
        state.asked.push(key);
        await pause(1);
        if (state.away) throw new DomainError('imaging.archive.unavailable');
        return archive.get(key);
      },
    },
    patients: { patientIdOf: async (mrn) => (mrn === 'MRN001' ? 'patient-1' : undefined) },
    ...(ttlMilliseconds === undefined ? {} : { ttlMilliseconds }),
  });
  return { lookup, archive, state };
}

describe('whose study it is', () => {
  it('is asked once for all who want to know at once, and then known', async () => {
    const { lookup, state } = given();
    expect(await Promise.all([lookup.find(ID), lookup.find(ID), lookup.find(ID)])).toEqual([known, known, known]);
    expect(await lookup.find(ID)).toEqual(known);
    expect(state.asked).toEqual(['a']);
  });

  it('is asked anew after a while, as studies are refiled', async () => {
    const { lookup, archive, state } = given({ ttlMilliseconds: 20 });
    await lookup.find(ID);
    archive.set('a', { studyInstanceUid: '2.25.1', mrn: 'MRN-of-nobody' });
    await pause(40);
    expect(await lookup.find(ID)).toBeUndefined();
    expect(state.asked).toHaveLength(2);
  });

  it('is believed for a minute, where nothing else was said', async () => {
    jest.useFakeTimers();
    try {
      const { lookup, state } = given();
      for (const milliseconds of [0, 59_000, 2_000]) {
        await jest.advanceTimersByTimeAsync(milliseconds);
        const found = lookup.find(ID);
        await jest.advanceTimersByTimeAsync(1);
        await found;
      }
      expect(state.asked).toHaveLength(2);
    } finally {
      jest.useRealTimers();
    }
  });

  it('is one thing of a study, another of a series and another of a UID by the same name', async () => {
    const { lookup, state } = given();
    await lookup.find(ID);
    await lookup.find({ ...ID, level: 'series' });
    for (const studyInstanceUid of ['a', 'b']) await lookup.find({ by: 'dicomweb', studyInstanceUid });
    expect(state.asked).toEqual(['a', 'a', 'a', 'b']);
  });

  it('is nobody where there is no such study, which is asked again within seconds', async () => {
    const { lookup, archive, state } = given();
    archive.clear();
    expect(await lookup.find(ID)).toBeUndefined();
    archive.set('a', { studyInstanceUid: '2.25.1', mrn: 'MRN001' });
    expect(await lookup.find(ID)).toBeUndefined();
    expect(state.asked).toHaveLength(1);
    await pause(2100);
    expect(await lookup.find(ID)).toEqual(known);
  });

  it('is asked again at once when the archive could not answer, and nobody is given an older answer', async () => {
    const { lookup, state } = given();
    state.away = true;
    await expect(Promise.all([lookup.find(ID), lookup.find(ID)])).rejects.toMatchObject({ kind: 'unavailable' });
    state.away = false;
    expect(await lookup.find(ID)).toEqual(known);
    expect(state.asked).toHaveLength(2);
  });
});
