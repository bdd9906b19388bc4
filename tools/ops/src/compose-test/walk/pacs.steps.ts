import { expectThat } from './expect-that.js';
import type { Visitor } from './visitor.js';
import type { WalkStep } from './walk-step.js';

/** Orthanc behind the gate: its own user and password never leave the house. */
export const pacs: readonly WalkStep[] = [
  { title: 'the archive refuses whoever shows no token', take: withoutToken },
  { title: 'a patient sees the own study', take: ownStudy },
  { title: 'and gets its pictures as DICOM', take: ownPicture },
  { title: 'a patient does not see the study of another', take: othersStudy },
  { title: 'nobody lists the whole archive', take: wholeArchive },
];

const asked = { app: 'patient-portal', resource: '/pacs', scope: 'read:own_records' };

async function withoutToken(visitor: Visitor): Promise<string> {
  const { status } = await visitor.get(metadataOf(visitor, 'MRN001'));
  expectThat(status === 401, `answered ${status}`);
  return '401';
}

async function ownStudy(visitor: Visitor): Promise<string> {
  const response = await visitor.get(metadataOf(visitor, 'MRN001'), await bearer(visitor));
  const text = await response.text();
  expectThat(response.status === 200, `answered ${response.status}: ${text.slice(0, 200)}`);
  expectThat(text.includes('MRN001'), 'the study is that of the patient');
  return `${text.length} characters of metadata`;
}

async function ownPicture(visitor: Visitor): Promise<string> {
  const study = metadataOf(visitor, 'MRN001').replace(/\/metadata$/, '');
  const headers = await bearer(visitor);
  const accept = { accept: 'multipart/related; type="application/dicom"; transfer-syntax=*' };
  const instances = (await (await visitor.get(`${study}/instances`, headers)).json()) as DicomInstance[]; // -- DICOM JSON, PS3.18 F.2
  const [series, instance] = ['0020000E', '00080018'].map((tag) => instances[0]?.[tag]?.Value?.[0]);
  const response = await visitor.get(`${study}/series/${series}/instances/${instance}`, { ...headers, ...accept });
  const bytes = Buffer.from(await response.arrayBuffer());
  // DICOM PS3.10 §7.1: the prefix after the preamble of 128 bytes.
  expectThat(response.status === 200 && bytes.includes('DICM'), `answered ${response.status}`);
  return `${bytes.byteLength} bytes`;
}

type DicomInstance = Record<string, { readonly Value?: readonly string[] } | undefined>;

async function othersStudy(visitor: Visitor): Promise<string> {
  const { status } = await visitor.get(metadataOf(visitor, 'MRN002'), await bearer(visitor));
  expectThat(status === 403, `answered ${status}`);
  return '403';
}

async function wholeArchive(visitor: Visitor): Promise<string> {
  for (const path of ['/pacs/studies', '/pacs/dicom-web/studies', '/pacs/tools/find', '/pacs/system']) {
    const { status } = await visitor.get(path, await bearer(visitor));
    expectThat(status === 403 || status === 404, `${path} answered ${status}`);
  }
  return '403';
}

function metadataOf({ facts }: Visitor, mrn: string): string {
  const study = facts.studies.find(({ patientMrn }) => patientMrn === mrn);
  return `/pacs/dicom-web/studies/${study?.studyInstanceUid}/metadata`;
}

async function bearer(visitor: Visitor): Promise<Record<string, string>> {
  return { authorization: `Bearer ${await visitor.token(asked)}` };
}
