/** One row as the query below answers it, under the names that the tools use. */
export interface PatientRow {
  readonly id: string;
  readonly mrn: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly dob: string;
  readonly gender: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly street: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  readonly insurance_provider: string | null;
  readonly policy_number: string | null;
}

/** $1: what was typed in several cases, the likeliest first. */
export const findIdByMrn = `
  SELECT id FROM ehr.patient WHERE mrn = ANY ($1::text[]) ORDER BY array_position($1::text[], mrn) LIMIT 1`;

/** $1: what was typed in several cases, the likeliest first, $2: ids among which to look, or null for all. */
export const findByMrn = `
  SELECT mrn, first_name || ' ' || last_name AS name, birth_date AS dob, email FROM ehr.patient
  WHERE mrn = ANY ($1::text[]) AND ($2::uuid[] IS NULL OR id = ANY ($2::uuid[]))
  ORDER BY array_position($1::text[], mrn) LIMIT 1`;

/** $1: beginning, $2: ids among which to look, or null for all, $3: how many at most. */
export const findMrns = `
  SELECT mrn FROM ehr.patient
  WHERE starts_with(mrn, $1) AND ($2::uuid[] IS NULL OR id = ANY ($2::uuid[]))
  ORDER BY mrn LIMIT $3`;

/** $1: day, $2: ids among which to look, or null for all. */
export const findBornOn = `
  SELECT id FROM ehr.patient WHERE birth_date = $1::date AND ($2::uuid[] IS NULL OR id = ANY ($2::uuid[]))`;

/** $1: ids. */
export const findByIds = `
  SELECT id, mrn, first_name, last_name, birth_date AS dob, gender, email, phone,
         street, city, state, zip_code AS zip, insurance_provider, policy_number
  FROM ehr.patient WHERE id = ANY ($1::uuid[])`;
