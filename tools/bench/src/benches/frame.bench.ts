import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunningStack } from '@caregate/dev';
import type { Bench, BenchResult } from '../bench.js';
import { frameCodec } from '../load/frame-codec.js';
import { httpLoad } from '../load/http-load.js';
import { imagingCaller, type ImagingCaller } from '../load/imaging-call.js';
import { byTurns } from '../load/turns.js';
import { withStack } from '../load/with-stack.js';

const RATIO_MIN = 0.3;
const SIDE = 512;
const AT_ONCE = 4;
const SECONDS = 4;
const WARM_UP_SECONDS = 2;
const TURNS = 5;

/**
 * One slice of a CT looked at over MCP, with token, decision, audit, checksum, window and Base64, against the codecs
 * alone on the same frame: OpenJPH in, PNG out.
 */
export const frame: Bench = {
  name: 'frame',
  run: (log) => withStack((stack) => measured(stack, log), ['sandbox', 'auth', 'imaging-mcp']),
};

async function measured(stack: RunningStack, log: (line: string) => void): Promise<BenchResult> {
  const caller = await imagingCaller(stack);
  const place = await sliceOf(caller);
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-frame-'));
  const file = path.join(folder, 'frame.jph');
  const { image_frame_blob: blob } = await caller.call('get_image_frame', place);
  writeFileSync(file, Buffer.from(String(blob), 'base64'));
  const codec = await frameCodec(file, SIDE);
  const look = {
    method: 'POST' as const,
    url: caller.url,
    ...caller.request('render_image_frame', { ...place, window: 'lung' }),
  };
  await codec.measure(WARM_UP_SECONDS, AT_ONCE);
  await httpLoad({ ...look, connections: AT_ONCE, seconds: WARM_UP_SECONDS });
  const [bare, ours] = await byTurns(
    TURNS,
    () => codec.measure(SECONDS, AT_ONCE),
    () => httpLoad({ ...look, connections: AT_ONCE, seconds: SECONDS }),
  );
  await codec.stop();
  rmSync(folder, { recursive: true });
  log(`bare codecs: ${bare.perSecond.toFixed(1)}/s, p95 ${bare.p95.toFixed(1)} ms`);
  log(`ours: ${ours.perSecond.toFixed(1)}/s, p95 ${ours.p95.toFixed(1)} ms, failures ${ours.failures}`);
  const ratio = ours.perSecond / bare.perSecond;
  return {
    bench: 'frame',
    aim: `≥ ${RATIO_MIN.toFixed(2)} of the bare codecs on the same ${SIDE}² frame, ${AT_ONCE} at a time`,
    value: ours.perSecond,
    peer: bare.perSecond,
    ratio,
    p95Milliseconds: ours.p95,
    holds: ratio >= RATIO_MIN && ours.failures === 0,
  };
}

/** The middle slice of the first patient's CT. */
async function sliceOf(caller: ImagingCaller): Promise<Record<string, unknown>> {
  const { datastore_summaries: stores } = await caller.call('list_datastores', { datastore_status: 'ACTIVE' });
  const datastore_id = Object(stores)[0]?.datastore_id;
  const filters = [{ operator: 'EQUAL', values: [{ DICOMPatientId: 'MRN001' }] }];
  const found = await caller.call('search_image_sets', { datastore_id, search_criteria: { filters } });
  const ct = Object(found['image_sets_metadata_summaries']).find(isCt);
  const place = { datastore_id, image_set_id: ct?.image_set_id };
  const shown = await caller.call('render_image_frame', { ...place, window: 'lung' });
  if (shown['width'] !== SIDE) throw new Error(`The slice is not ${SIDE} pixels wide.`);
  return { ...place, image_frame_id: shown['image_frame_id'] };
}

function isCt({ dicom_tags: tags }: { readonly dicom_tags: Readonly<Record<string, unknown>> }): boolean {
  return tags['DICOMSeriesModality'] === 'CT';
}
