import type { TokenVerifier } from '@caregate/kit-jwt';
import type { AllergyRepository } from './allergies/allergy.repository.js';
import type { AppointmentRepository } from './appointments/appointment.repository.js';
import type { ClientRegistrar } from './clients/client-registrar.js';
import type { TokenEndpoint } from './clients/token-endpoint.js';
import type { Clinic } from './clinic.js';
import type { LabRepository } from './labs/lab.repository.js';
import type { MedicationRepository } from './medications/medication.repository.js';
import type { PatientIndex } from './patients/patient-index.js';
import type { PatientRepository } from './patients/patient.repository.js';
import type { ProviderRepository } from './providers/provider.repository.js';
import type { VitalSignsRepository } from './vitals/vital-signs.repository.js';
import type { WithdrawalRepository } from './withdrawals/withdrawal.repository.js';
import type { Writes } from './writes/writes.js';

/** What the tools work with; one object for all transports. */
export interface EhrServices {
  readonly clinic: Clinic;
  readonly patients: PatientRepository;
  readonly patientIndex: PatientIndex;
  readonly vitalSigns: VitalSignsRepository;
  readonly providers: ProviderRepository;
  readonly appointments: AppointmentRepository;
  readonly medications: MedicationRepository;
  readonly allergies: AllergyRepository;
  readonly labs: LabRepository;
  readonly withdrawals: WithdrawalRepository;
  readonly writes: Writes;
  readonly registrar: Pick<ClientRegistrar, 'register'>;
  readonly tokenEndpoint: Pick<TokenEndpoint, 'authenticate'>;
  readonly verifier: Pick<TokenVerifier, 'verify'>;
}
