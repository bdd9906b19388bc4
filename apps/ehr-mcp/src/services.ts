import type { TokenVerifier } from '@caregate/kit-jwt';
import type { TokenEndpoint } from './clients/token-endpoint.js';
import type { PatientIndex } from './patients/patient-index.js';
import type { PatientRepository } from './patients/patient.repository.js';
import type { VitalSignsRepository } from './vitals/vital-signs.repository.js';

/** What the tools work with; one object for all transports. */
export interface EhrServices {
  readonly patients: PatientRepository;
  readonly patientIndex: PatientIndex;
  readonly vitalSigns: VitalSignsRepository;
  readonly tokenEndpoint: Pick<TokenEndpoint, 'authenticate'>;
  readonly verifier: Pick<TokenVerifier, 'verify'>;
}
