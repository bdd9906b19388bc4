import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two ways to a name, each with its own index: its beginning by b-tree, what it resembles by trigram. Trigrams of the two
 * names apart under GIN, because nearest-neighbour search over whole names (GiST) took ten times as long for 100,000
 * patients. `PatientSearchRepository` speaks to both.
 */
const PEOPLE = `
create schema ehr;

create table ehr.patient (
  id uuid primary key default uuidv7(),
  mrn text not null unique,
  first_name text not null,
  last_name text not null,
  birth_date date not null,
  gender text not null default 'unknown' check (gender in ('male', 'female', 'other', 'unknown')),
  ssn_sealed bytea,
  email text,
  phone text,
  street text,
  city text,
  state text,
  zip_code text,
  insurance_provider text,
  policy_number text,
  group_number text,
  emergency_contact_name text,
  emergency_contact_relationship text,
  emergency_contact_phone text,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index patient_by_last_name on ehr.patient ((lower(last_name) collate "C"), (lower(first_name) collate "C"));
create index patient_by_first_name on ehr.patient ((lower(first_name) collate "C"), (lower(last_name) collate "C"));
create index patient_by_likeness on ehr.patient
  using gin (lower(first_name) public.gin_trgm_ops, lower(last_name) public.gin_trgm_ops);

create table ehr.provider (
  id uuid primary key default uuidv7(),
  npi text not null unique check (npi ~ '^[0-9]{10}$'),
  name text not null,
  specialty text not null,
  department text not null,
  phone text,
  email text,
  accepting_new_patients boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
`;

/** Double booking is impossible, however many ask at once: the database excludes overlapping periods. */
const CARE = `
create table ehr.appointment (
  id uuid primary key default uuidv7(),
  appointment_id text not null unique,
  patient_id uuid not null references ehr.patient (id) on delete cascade,
  provider_id uuid not null references ehr.provider (id) on delete restrict,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  appointment_type text not null,
  department text,
  location text,
  status text not null default 'scheduled' check (status in ('scheduled', 'completed', 'cancelled')),
  reason text,
  notes text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint appointment_ends_after_it_begins check (ends_at > starts_at),
  constraint appointment_provider_is_free
    exclude using gist (provider_id with =, tstzrange(starts_at, ends_at) with &&) where (status = 'scheduled'),
  constraint appointment_patient_is_free
    exclude using gist (patient_id with =, tstzrange(starts_at, ends_at) with &&) where (status = 'scheduled')
);
create index appointment_of_patient on ehr.appointment (patient_id, starts_at desc);
create index appointment_of_provider on ehr.appointment (provider_id, starts_at desc);

create table ehr.medication (
  id uuid primary key default uuidv7(),
  medication_id text not null unique,
  patient_id uuid not null references ehr.patient (id) on delete cascade,
  name text not null,
  rxnorm_code text,
  dosage text not null,
  dose_value numeric check (dose_value > 0),
  dose_unit text,
  frequency text not null,
  route text,
  prescribed_date date not null default current_date,
  prescriber text,
  prescriber_id uuid references ehr.provider (id) on delete restrict,
  status text not null default 'active' check (status in ('active', 'discontinued', 'completed')),
  refills_remaining integer not null default 0 check (refills_remaining >= 0),
  notes text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index medication_of_patient on ehr.medication (patient_id, prescribed_date desc);
create index medication_of_prescriber on ehr.medication (prescriber_id) where prescriber_id is not null;

create table ehr.allergy (
  id uuid primary key default uuidv7(),
  patient_id uuid not null references ehr.patient (id) on delete cascade,
  allergen text not null,
  code_system text,
  code text,
  reaction text,
  severity text check (severity in ('mild', 'moderate', 'severe')),
  onset_date date,
  status text not null default 'active' check (status in ('active', 'inactive', 'resolved')),
  notes text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index allergy_of_patient on ehr.allergy (patient_id);
`;

const TOUCH = ['patient', 'provider', 'appointment', 'medication', 'allergy']
  .map(
    (table) =>
      `create trigger touch before update on ehr.${table} for each row execute function public.touch_updated_at();`,
  )
  .join('\n');

const GRANTS = `
grant usage on schema ehr to caregate_ehr;
grant select, insert, update, delete on all tables in schema ehr to caregate_ehr;
`;

/** The health record: people and their care. */
export class EhrSchema1795253740000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PEOPLE);
    await runner.query(CARE);
    await runner.query(TOUCH);
    await runner.query(GRANTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema ehr cascade');
  }
}
