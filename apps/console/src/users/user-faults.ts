/** What does not hold of a user's fields, said before a service is asked. */
export const userFaults = {
  name: 'A name is needed.',
  email: 'This is no e-mail address.',
  role: 'This is no role.',
  hpcsa_number: 'Letters of the register and a number, such as MP0123456.',
} as const;
