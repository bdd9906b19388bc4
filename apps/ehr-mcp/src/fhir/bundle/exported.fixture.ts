import type { Bundle, BundleEntry } from 'fhir/r4.js';
import type { PatientBundles } from './patient-bundles.js';

/** The export of a patient as one value. */
export async function exportedBundle(bundles: PatientBundles, mrn: string): Promise<Bundle> {
  const [bundle, entries] = await bundles.exportPatient(mrn);
  const entry: BundleEntry[] = [];
  for await (const each of entries) entry.push(each);
  return { ...bundle, entry };
}
