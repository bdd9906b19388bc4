import { familyNames } from '../../data/family-names.data.js';
import { givenNames } from '../../data/given-names.data.js';
import { specialties } from '../../data/specialties.data.js';
import { asciiName } from '../people/ascii-name.js';
import type { Prng } from '../../random/prng.js';
import type { ClinicContext } from '../clinic-context.js';
import { inventedPhone } from '../people/invented-phone.js';
import { npiOf } from './npi.js';
import type { Specialty } from './specialty.js';
import type { Staff } from './staff.js';

/** One of every specialty, and a second one where the most people come. The first is Dr. Sarah Smith. */
const SECOND_POSTS = ['Family Medicine', 'Pediatrics'];
const AREA_CODE = '617';

export function makeProviders(context: ClinicContext): Staff[] {
  const second = specialties.filter(({ specialty }) => SECOND_POSTS.includes(specialty));
  const names = new Set<string>();
  return [...specialties, ...second].map((specialty, n) => makeProvider(context, specialty, n, names));
}

function makeProvider(context: ClinicContext, specialty: Specialty, n: number, names: Set<string>): Staff {
  const random = context.random('provider', n);
  const [given, family] = n === 0 ? (['Sarah', 'Smith'] as const) : drawName(random, names);
  names.add(family);
  const since = context.clock.instant(context.anchorDay - random.between(1500, 4000), 540);
  return {
    specialty,
    row: {
      id: context.id('provider', n),
      npi: n === 0 ? '1234567890' : inventedNpi(n, random.below(1000)),
      name: `Dr. ${given} ${family}`,
      specialty: specialty.specialty,
      department: specialty.department,
      phone: inventedPhone(random, AREA_CODE),
      email: `${asciiName(given)}.${asciiName(family)}@clinic.example.org`,
      acceptingNewPatients: n === 0 || random.chance(750),
      createdAt: since,
      updatedAt: since,
    },
  };
}

/** Valid, and nobody's: every NPI issued so far begins with 1. */
function inventedNpi(n: number, salt: number): string {
  return npiOf(`2${String(n).padStart(4, '0')}${String(salt).padStart(4, '0')}`);
}

function drawName(random: Prng, taken: ReadonlySet<string>): [string, string] {
  const given = random.pick(random.chance(500) ? givenNames.female : givenNames.male);
  let family = random.pick(familyNames);
  while (taken.has(family)) family = random.pick(familyNames);
  return [given, family];
}
