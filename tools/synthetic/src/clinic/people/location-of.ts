import { specialties } from '../../data/specialties.data.js';

const DEPARTMENTS_PER_LEVEL = 7;
const departments = [...new Set(specialties.map(({ department }) => department))];

/** Departments fill the main clinic level by level; children have a house of their own. */
export function locationOf(department: string): string {
  if (department === 'Pediatrics') return "Children's Pavilion";
  return `Main Clinic, Level ${1 + Math.floor(Math.max(0, departments.indexOf(department)) / DEPARTMENTS_PER_LEVEL)}`;
}
