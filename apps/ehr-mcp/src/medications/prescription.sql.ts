export const activeAllergies = `
  SELECT allergen, reaction, severity FROM ehr.allergy WHERE patient_id = $1 AND status = 'active' ORDER BY allergen, id`;

export const birthDateOf = `SELECT birth_date FROM ehr.patient WHERE id = $1`;

export const activeDrugs = `
  SELECT name FROM ehr.medication WHERE patient_id = $1 AND status = 'active' ORDER BY prescribed_date, id`;

/** $1: patient, $2: prescription beside which they are. */
export const otherDrugs = `
  SELECT name, route FROM ehr.medication
  WHERE patient_id = $1 AND status = 'active' AND id IS DISTINCT FROM $2::uuid ORDER BY prescribed_date, id`;

/** Nothing is answered when the identifier is taken. */
export const insertMedication = `
  INSERT INTO ehr.medication (medication_id, patient_id, name, dosage, dose_value, dose_unit, frequency, route,
    prescriber, prescriber_id, refills_remaining, notes, prescribed_date)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  ON CONFLICT (medication_id) DO NOTHING RETURNING id, medication_id, name, dosage, frequency, refills_remaining, version`;

/** $1: identifier as it was typed, and then as it may have been meant; $2: patient. */
export const lockMedication = `
  SELECT id, to_jsonb(m) AS before, name, route, status, refills_remaining, version
  FROM ehr.medication m WHERE medication_id = ANY($1) AND patient_id = $2
  ORDER BY array_position($1, medication_id) LIMIT 1 FOR UPDATE`;

const changed = `RETURNING medication_id, name, status, refills_remaining, version`;

export const takeRefill = `
  UPDATE ehr.medication SET refills_remaining = refills_remaining - 1, version = version + 1 WHERE id = $1 ${changed}`;

export const stopMedication = `
  UPDATE ehr.medication SET status = 'discontinued', version = version + 1 WHERE id = $1 ${changed}`;
