import { z } from 'zod';
import type { Person } from '../sandbox/people.js';
import type { RunningStack } from '../stack/stack.js';
import { authorize } from './authorize.js';
import { modernCaller } from './http-callers.js';
import { expectThat, type StepLog } from './step.js';
import { refusal, type ToolCaller } from './tool-answer.js';

const PICTURE_BYTES_MAX = 250_000;
const PNG_SIGNATURE = '89504e470d0a1a0a';

const datastores = z.looseObject({ datastore_summaries: z.array(z.looseObject({ datastore_id: z.string() })) });
const found = z.looseObject({
  image_sets_metadata_summaries: z.array(
    z.looseObject({ image_set_id: z.string(), dicom_tags: z.record(z.string(), z.unknown()) }),
  ),
});
const picture = z.looseObject({ type: z.literal('image'), data: z.string(), mimeType: z.string() });

/** The doctor's assistant finds the CT of the doctor's patient and looks at a slice of it; another patient's is refused. */
export async function lookAtImages(stack: RunningStack, doctor: Person, log: StepLog): Promise<void> {
  const { addresses } = stack;
  let caller: ToolCaller | undefined;
  await log.run('get a token for the images, and connect', async () => {
    const { accessToken, scope } = await authorize(addresses, doctor, 'read:imaging', addresses.imagingMcp);
    caller = await modernCaller(addresses.imagingMcp, accessToken);
    return `scope "${scope}"`;
  });
  if (caller === undefined) throw new Error('not connected');
  try {
    await walk(caller, log);
  } finally {
    await caller.close();
  }
}

async function walk(caller: ToolCaller, log: StepLog): Promise<void> {
  let place = { datastore_id: '', image_set_id: '' };
  await log.run('find the CT of a patient', async () => {
    const stores = datastores.parse((await caller.call('list_datastores', {})).structuredContent);
    const id = stores.datastore_summaries[0]?.datastore_id ?? '';
    const ct = await ctOf(caller, id, 'MRN001');
    expectThat(ct !== undefined, 'MRN001 has a CT');
    place = { datastore_id: id, image_set_id: ct };
    return `image set ${ct}`;
  });
  await log.run('look at a slice of it in the lung window', async () => {
    const answer = await caller.call('render_image_frame', { ...place, window: 'lung' });
    const shown = picture.parse(answer.content.find(({ type }) => type === 'image'));
    const bytes = Buffer.from(shown.data, 'base64');
    expectThat(bytes.toString('hex', 0, 8) === PNG_SIGNATURE, `a PNG, not ${shown.mimeType}`);
    expectThat(bytes.length < PICTURE_BYTES_MAX, `less than ${PICTURE_BYTES_MAX} bytes, not ${bytes.length}`);
    return `PNG of ${Math.round(bytes.length / 1000)} kB`;
  });
  await log.run('not find, and be refused, the images of another patient', async () => {
    expectThat((await ctOf(caller, place.datastore_id, 'MRN002')) === undefined, 'MRN002 is not found');
    const words = await refusal(caller.call('get_image_set', { ...place, image_set_id: '0'.repeat(32) }));
    expectThat(words !== undefined, 'an image set that nobody may know of is refused');
    return words.replace(/\s+/g, ' ').slice(0, 90);
  });
}

async function ctOf(caller: ToolCaller, datastore: string, mrn: string): Promise<string | undefined> {
  const criteria = { filters: [{ operator: 'EQUAL', values: [{ DICOMPatientId: mrn }] }] };
  const answer = await caller.call('search_image_sets', { datastore_id: datastore, search_criteria: criteria });
  const { image_sets_metadata_summaries: summaries } = found.parse(answer.structuredContent);
  return summaries.find(({ dicom_tags: tags }) => tags['DICOMSeriesModality'] === 'CT')?.image_set_id;
}
