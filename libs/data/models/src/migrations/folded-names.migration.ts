import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accents of European letters, points of Hebrew and Arabic. */
const MARKS = String.raw`U&'[\0300-\036F\0591-\05BD\0610-\061A\064B-\065F\0670]'`;

const APOSTROPHES = String.raw`U&'\2018\2019\02BC'`;

/**
 * A name as it is looked for: in small letters, without such marks, and with the one apostrophe that every keyboard has.
 * "é" may be one character or two (Unicode Annex 15), and who types "nunez" or "O’Brien" means Núñez and O'Brien. Names
 * of plain letters, which are most, skip the work. `core-fhir` compares words in the same way.
 */
const FOLDED = `
create function ehr.folded(name text) returns text
  language sql immutable parallel safe
  return case
    when octet_length(name) = char_length(name) then lower(name)
    else lower(translate(regexp_replace(normalize(name, NFKD), ${MARKS}, '', 'g'), ${APOSTROPHES}, ''''''''))
  end;
`;

const indexesBy = (fold: string) => `
drop index ehr.patient_by_last_name, ehr.patient_by_first_name, ehr.patient_by_likeness;
create index patient_by_last_name on ehr.patient ((${fold}(last_name) collate "C"), (${fold}(first_name) collate "C"));
create index patient_by_first_name on ehr.patient ((${fold}(first_name) collate "C"), (${fold}(last_name) collate "C"));
create index patient_by_likeness on ehr.patient
  using gin (${fold}(first_name) public.gin_trgm_ops, ${fold}(last_name) public.gin_trgm_ops);
`;

/** Patients are found by their names however these are accented. */
export class FoldedNames1795404969438 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FOLDED);
    await runner.query(indexesBy('ehr.folded'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(indexesBy('lower'));
    await runner.query('drop function ehr.folded');
  }
}
