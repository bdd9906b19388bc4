/** As many rows as the older system was seeded with, and as many of them for its first patient. */
export const clinicSizes = {
  patients: 221,
  providers: 49,
  appointments: 108,
  medications: 260,
  allergies: 117,
  vitalSigns: 361,
  labOrders: 207,
  appointmentsOfFirstPatient: 13,
  vitalSignsOfFirstPatient: 12,
  labOrdersOfFirstPatient: 11,
} as const;
