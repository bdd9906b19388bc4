/** OAuth scopes, named `read:x` and `write:x`, with the sentence that the consent page shows for each. */
export const scopes = {
  'read:own_records': 'Read your own health record and that of family in your care',
  'read:patients': 'Find patients and read their personal details',
  'write:patients': 'Register patients and change their personal details',
  'read:appointments': 'Read appointments',
  'write:appointments': 'Book, move and cancel appointments',
  'read:medications': 'Read medications',
  'write:medications': 'Prescribe, refill and stop medications',
  'write:overrides': 'Prescribe against a warning, giving the reason',
  'read:allergies': 'Read allergies',
  'write:allergies': 'Record allergies',
  'read:labs': 'Read laboratory results',
  'write:labs': 'Order laboratory tests and record their results',
  'read:vitals': 'Read vital signs',
  'write:vitals': 'Record vital signs',
  'read:providers': 'Find clinicians and departments',
  'read:imaging': 'Find and look at medical images',
  'read:agents': 'See which agents are at work',
  'write:agents': 'Register and manage agents',
  'read:tasks': 'Read tasks given to agents and their results',
  'write:tasks': 'Give tasks to agents, work on them and manage them',
  'read:pipelines': 'Read pipelines and their progress',
  'write:pipelines': 'Start and manage pipelines',
  'read:account': 'See what your own account may do',
  'write:emergency-access': 'Open the record of a patient in an emergency, giving the reason',
  'write:emergency-reviews': 'Review the emergency access of others',
  'read:audit': 'Read the audit trail',
  'write:clients': 'Register and manage applications',
  'write:users': 'Manage users and their access',
} as const satisfies Record<string, string>;

export type Scope = keyof typeof scopes;

/** Those that nobody gets who has not asked for them by name: what they open is for a person in need of it. */
export const scopesByNameOnly: ReadonlySet<string> = new Set<Scope>(['write:emergency-access']);

export function isScope(value: string): value is Scope {
  return Object.hasOwn(scopes, value);
}
