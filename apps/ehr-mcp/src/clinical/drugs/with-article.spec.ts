import { checkPrescription } from '../check-prescription.js';
import { withArticle } from './with-article.js';

it.each([
  'an NSAID',
  'an ACE inhibitor',
  'an MAO inhibitor',
  'an SGLT2 inhibitor',
  'an opioid',
  'an insulin',
  'an angiotensin receptor blocker',
  'a DPP-4 inhibitor',
  'a GLP-1 receptor agonist',
  'a PDE5 inhibitor',
  'a beta-lactam',
  'a statin',
  'a selective serotonin reuptake inhibitor',
])('speaks of %s', (spoken) => {
  expect(withArticle(spoken.replace(/^an? /, ''))).toBe(spoken);
});

it('speaks so of allergies and of what is taken already', () => {
  const [allergy] = checkPrescription('Ibuprofen', [{ allergen: 'Aspirin', reaction: null, severity: null }], []);
  expect(allergy?.message).toContain('Ibuprofen is an NSAID too');
  const [double] = checkPrescription('Lisinopril', [], [{ name: 'Ramipril' }]);
  expect(double?.message).toContain('Ramipril already, which is an ACE inhibitor too');
});
