import { PageHeading } from '../parts/page-heading.js';
import { BreakGlassForm } from './break-glass-form.js';
import { OpenEmergencies } from './open-emergencies.js';

/** Where a clinician without a relationship to a patient opens the record in an emergency (feature X02). */
export function EmergencyPage() {
  return (
    <>
      <PageHeading title="Emergency access">
        For a patient who cannot wait, and to whom you have no relationship.
      </PageHeading>
      <BreakGlassForm />
      <OpenEmergencies />
    </>
  );
}
