/** Who takes vital signs. */
export const nurses: readonly string[] = [
  'Nurse Emily Carter, RN',
  'Nurse Thandiwe Nkosi, RN',
  'Nurse Carlos Rivera, RN',
  'Nurse Mei-Ling Chen, RN',
  "Nurse Bríd O'Connor, RN",
  'Nurse Samuel Okafor, LPN',
  'Nurse Ulrike Schäfer, RN',
  'Nurse Priya Desai, CMA',
];
