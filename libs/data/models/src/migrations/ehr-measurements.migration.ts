import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A component names order and patient in one key, so that a result can never hang on another person's order. */
const LABS = `
create table ehr.lab_order (
  id uuid primary key default uuidv7(),
  order_id text not null unique,
  patient_id uuid not null references ehr.patient (id) on delete cascade,
  test_name text not null,
  loinc_code text,
  ordered_at timestamptz not null default now(),
  collected_at timestamptz,
  resulted_at timestamptz,
  status text not null default 'pending' check (status in ('pending', 'in_progress', 'final')),
  ordered_by text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, patient_id)
);
create index lab_order_of_patient on ehr.lab_order (patient_id, ordered_at desc);

create table ehr.lab_component (
  id uuid primary key default uuidv7(),
  lab_order_id uuid not null,
  patient_id uuid not null,
  component text not null,
  loinc_code text,
  value_number numeric,
  value_text text,
  unit text,
  reference_low numeric,
  reference_high numeric,
  reference_text text,
  flag text check (flag in ('N', 'L', 'H', 'LL', 'HH', 'A')),
  effective_at timestamptz not null,
  constraint lab_component_belongs_to_the_patient_of_its_order
    foreign key (lab_order_id, patient_id) references ehr.lab_order (id, patient_id) on delete cascade,
  constraint lab_component_has_a_value check (num_nonnulls(value_number, value_text) > 0)
);
create index lab_component_of_order on ehr.lab_component (lab_order_id);
create index lab_component_series on ehr.lab_component (patient_id, loinc_code, effective_at desc);
`;

/** The bounds are those of survivable extremes: they refuse slips of the keyboard, not sick people. */
const VITALS = `
create table ehr.vital_sign (
  id uuid primary key default uuidv7(),
  patient_id uuid not null references ehr.patient (id) on delete cascade,
  recorded_at timestamptz not null default now(),
  systolic_bp smallint,
  diastolic_bp smallint,
  heart_rate smallint,
  temperature numeric(4, 1),
  respiratory_rate smallint,
  oxygen_saturation numeric(4, 1),
  weight numeric(5, 1),
  height numeric(4, 1),
  bmi numeric(4, 1),
  recorded_by text not null,
  notes text,
  recorded_by_subject text,
  recorded_by_client text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  constraint vital_sign_plausible_systolic_bp check (systolic_bp between 30 and 350),
  constraint vital_sign_plausible_diastolic_bp check (diastolic_bp between 10 and 250),
  constraint vital_sign_plausible_blood_pressure check (systolic_bp >= diastolic_bp),
  constraint vital_sign_plausible_heart_rate check (heart_rate between 10 and 350),
  constraint vital_sign_plausible_temperature check (temperature between 55 and 116),
  constraint vital_sign_plausible_respiratory_rate check (respiratory_rate between 1 and 120),
  constraint vital_sign_plausible_oxygen_saturation check (oxygen_saturation between 20 and 100),
  constraint vital_sign_plausible_weight check (weight between 0.4 and 1500),
  constraint vital_sign_plausible_height check (height between 7 and 110),
  constraint vital_sign_plausible_bmi check (bmi between 3 and 300),
  constraint vital_sign_measures_something check (
    num_nonnulls(systolic_bp, diastolic_bp, heart_rate, temperature, respiratory_rate, oxygen_saturation, weight,
      height) > 0
  )
);
comment on column ehr.vital_sign.systolic_bp is 'mm[Hg]';
comment on column ehr.vital_sign.diastolic_bp is 'mm[Hg]';
comment on column ehr.vital_sign.heart_rate is '/min';
comment on column ehr.vital_sign.temperature is '[degF]';
comment on column ehr.vital_sign.respiratory_rate is '/min';
comment on column ehr.vital_sign.oxygen_saturation is '%';
comment on column ehr.vital_sign.weight is '[lb_av]';
comment on column ehr.vital_sign.height is '[in_i]';
comment on column ehr.vital_sign.bmi is 'kg/m2';
create index vital_sign_of_patient on ehr.vital_sign (patient_id, recorded_at desc, id desc);
`;

const IDEMPOTENCY = `
create table ehr.idempotency (
  caller text not null,
  tool text not null,
  key text not null,
  request_hash bytea not null,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (caller, tool, key)
);
create index idempotency_by_age on ehr.idempotency (created_at);
`;

const GRANTS = `
create trigger touch before update on ehr.lab_order for each row execute function public.touch_updated_at();

grant select, insert, update, delete on ehr.lab_order, ehr.lab_component, ehr.vital_sign, ehr.idempotency
  to caregate_ehr;
`;

/** The health record: what was measured, and which writes have been done already. */
export class EhrMeasurements1795253750000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LABS);
    await runner.query(VITALS);
    await runner.query(IDEMPOTENCY);
    await runner.query(GRANTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ehr.idempotency, ehr.vital_sign, ehr.lab_component, ehr.lab_order');
  }
}
