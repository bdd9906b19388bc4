import { makeAllergies } from './allergies/allergies.generator.js';
import { makeAppointments } from './visits/appointments.generator.js';
import { ClinicContext } from './clinic-context.js';
import { clinicDefaults } from './clinic-defaults.js';
import { makeLaboratory } from './laboratory/laboratory.generator.js';
import { makeMedications } from './medications/medications.generator.js';
import { makePeople } from './people/people.generator.js';
import { makeProviders } from './staff/providers.generator.js';
import type { SyntheticClinic } from './synthetic-clinic.js';
import { makeVitalSigns } from './vital-signs.generator.js';

export interface ClinicOptions {
  /** `YYYY-MM-DD`: the day the record was last written. */
  readonly anchorDate?: string;
  readonly timeZone?: string;
}

/** The clinic of the seed data: the same seed and anchor date make the same rows on every machine. */
export function clinicSeed(seed: number = clinicDefaults.seed, options: ClinicOptions = {}): SyntheticClinic {
  const { anchorDate, timeZone } = { ...clinicDefaults, ...options };
  const context = new ClinicContext(seed, anchorDate, timeZone);
  const staff = makeProviders(context);
  const people = makePeople(context);
  const allergies = makeAllergies(context, people);
  const { orders, components } = makeLaboratory(context, { people, staff });
  return {
    seed,
    anchorDate,
    timeZone,
    patients: people.map(({ row }) => row),
    providers: staff.map(({ row }) => row),
    appointments: makeAppointments(context, { people, staff }),
    medications: makeMedications(context, { people, staff, allergies }),
    allergies,
    vitalSigns: makeVitalSigns(context, people),
    labOrders: orders,
    labComponents: components,
  };
}
