import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { jsonOf } from '../answer/json-of.js';
import { BundleRefused, type PatientBundles } from './patient-bundles.js';

const USAGE = 'Usage: bundle export <MRN> > patient.json, or: bundle import < patient.json';

interface CommandStreams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly error: NodeJS.WritableStream;
}

/** A patient as a Bundle of FHIR R4, out and in. Answers the exit status; what was left out is on the output. */
export async function bundleCommand(
  [action, mrn]: readonly string[],
  bundles: Pick<PatientBundles, 'exportPatient' | 'importPatient'>,
  io: CommandStreams,
): Promise<number> {
  try {
    if (action === 'export' && mrn !== undefined)
      await pipeline(jsonOf(...(await bundles.exportPatient(mrn))), io.output, { end: false });
    else if (action === 'import' && mrn === undefined)
      io.output.write(`${JSON.stringify(await bundles.importPatient(parsed(await buffer(io.input))), null, 2)}\n`);
    else {
      io.error.write(`${USAGE}\n`);
      return 2;
    }
    return 0;
  } catch (error) {
    if (!(error instanceof BundleRefused)) throw error;
    io.error.write(`${error.message}\n`);
    return 1;
  }
}

/** RFC 8259 §8.1: UTF-8, of which nothing is guessed. */
function parsed(json: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch (error) {
    throw new BundleRefused('The document is not JSON in UTF-8.', { cause: error });
  }
}
