import type { DataSource } from 'typeorm';
import { AllergyRepository } from '../allergies/allergy.repository.js';
import { AppointmentRepository } from '../appointments/appointment.repository.js';
import { ClientRegistrar } from '../clients/client-registrar.js';
import type { Clinic } from '../clinic.js';
import { LabRepository } from '../labs/lab.repository.js';
import { MedicationRepository } from '../medications/medication.repository.js';
import { PatientIndex } from '../patients/patient-index.js';
import { PatientRepository } from '../patients/patient.repository.js';
import { ProviderRepository } from '../providers/provider.repository.js';
import type { EhrServices } from '../services.js';
import { VitalSignsRepository } from '../vitals/vital-signs.repository.js';
import { WithdrawalRepository } from '../withdrawals/withdrawal.repository.js';
import { Writes, type ConfirmationPolicy } from '../writes/writes.js';

export interface EhrServicesParts extends Pick<EhrServices, 'tokenEndpoint' | 'verifier'> {
  readonly dataSource: DataSource;
  readonly clinic: Clinic;
  readonly confirmation: ConfirmationPolicy;
  /** Absent: applications are not registered here. */
  readonly registrar?: EhrServices['registrar'];
}

/** What the tools work with, on one database. */
export function ehrServices({ dataSource, clinic, confirmation, registrar, ...rest }: EhrServicesParts): EhrServices {
  const patients = new PatientRepository(dataSource);
  return {
    ...rest,
    clinic,
    registrar: registrar ?? new ClientRegistrar(undefined),
    patients,
    patientIndex: new PatientIndex((mrn) => patients.idOf(mrn)),
    vitalSigns: new VitalSignsRepository(dataSource, clinic),
    providers: new ProviderRepository(dataSource),
    appointments: new AppointmentRepository(dataSource, clinic),
    medications: new MedicationRepository(dataSource),
    allergies: new AllergyRepository(dataSource),
    labs: new LabRepository(dataSource, clinic),
    withdrawals: new WithdrawalRepository(dataSource),
    writes: new Writes(dataSource, confirmation),
  };
}
