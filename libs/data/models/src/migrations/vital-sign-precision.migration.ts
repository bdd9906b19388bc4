import type { MigrationInterface, QueryRunner } from 'typeorm';

const columns = {
  temperature: [4, 1],
  oxygen_saturation: [4, 1],
  weight: [5, 1],
  height: [4, 1],
  bmi: [4, 1],
} as const;

const names = Object.keys(columns) as (keyof typeof columns)[];

/** Numbers without a scale: a tenth of a pound is 45 g, by which nobody can dose for a child who weighs 900 g. */
const UP = `alter table ehr.vital_sign ${names.map((name) => `alter column ${name} type numeric`).join(', ')}`;

/** The columns before would round what is finer, without a word. */
const REFUSE = `
do $$ begin
  if exists (select from ehr.vital_sign where ${names.map((name) => `${name} <> round(${name}, ${columns[name][1]})`).join(' or ')})
  then
    raise exception 'Vital signs were measured finer than the schema before can keep.';
  end if;
end $$;
`;

const DOWN = `alter table ehr.vital_sign ${names.map((name) => `alter column ${name} type numeric(${columns[name].join(', ')})`).join(', ')}`;

/** What was measured is kept as it was given. */
export class VitalSignPrecision1795369416640 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(REFUSE);
    await runner.query(DOWN);
  }
}
