import { checkPrescription as check, type RecordedAllergy } from './check-prescription.js';
import { drugClasses } from './drugs/drug-classes.data.js';
import { interactions } from './interactions/interactions.data.js';
import { otherNames } from './drugs/other-names.data.js';

/** Of others only the names, which is what the record knows of most. */
const checkPrescription = (
  drug: string,
  allergies: readonly RecordedAllergy[],
  others: readonly string[],
  taking?: Parameters<typeof check>[3],
) =>
  check(
    drug,
    allergies,
    others.map((name) => ({ name })),
    taking,
  );

const allergy = (allergen: string) => ({ allergen, reaction: 'Hives', severity: 'severe' });

describe('a prescription beside what the patient takes', () => {
  it.each([
    ['Lisinopril', 'lisinopril 20 mg', 'duplicate', true],
    ['Paracetamol', 'Acetaminophen', 'duplicate', true],
    ['Zestril', 'Lisinopril', 'duplicate', true],
    ['Viagra', 'Nitrostat', 'interaction', true],
    ['Lithobid', 'Advil', 'interaction', true],
    ['Metoprolol Tartrate', 'Carvedilol', 'duplicate_class', false],
    ['Sildenafil', 'Nitroglycerin', 'interaction', true],
    ['Percocet', 'Alprazolam', 'interaction', true],
    ['Percocet', 'Tylenol', 'duplicate', true],
    ['Clarithromycin', 'Simvastatin', 'interaction', true],
    ['Lisinopril', 'Spironolactone', 'interaction', false],
    ['Lisinopril', 'Potassium chloride 20 mEq ER', 'interaction', false],
    ['Losartan', 'Klor-Con M20', 'interaction', false],
    ['Losartan potassium', 'Eplerenone', 'interaction', false],
    ['Aldactone', 'KCl', 'interaction', true],
    ['K-Tab', 'Potassium gluconate', 'duplicate_class', false],
    ['Warfarin', 'Azithromycin', 'interaction', true],
    ['Eliquis', 'Ibuprofen', 'interaction', true],
    ['Xarelto', 'Rifampicin', 'interaction', true],
    ['Effexor', 'Nardil', 'interaction', true],
    ['Sumatriptan', 'Phenelzine', 'interaction', true],
    ['Amitriptyline', 'Tranylcypromine', 'interaction', true],
    ['Linezolid', 'Sertraline', 'interaction', true],
    ["St. John's Wort", 'Sertraline', 'interaction', true],
    ['Simvastatin', 'Gemfibrozil', 'interaction', true],
    ['Lovastatin', 'Clarithromycin', 'interaction', true],
    ['Atorvastatin', 'Clarithromycin', 'interaction', false],
    ['Amiodarone', 'Levofloxacin', 'interaction', true],
    ['Citalopram', 'Ondansetron', 'interaction', false],
    ['Methadone', 'Haloperidol', 'interaction', false],
    ['Metoprolol', 'Verapamil', 'interaction', true],
    ['Digoxin', 'Clarithromycin', 'interaction', true],
    ['Losartan', 'Naproxen', 'interaction', false],
    ['Lithium', 'Losartan', 'interaction', true],
    ['Spironolactone', 'Bactrim', 'interaction', true],
    ['Allopurinol', 'Azathioprine', 'interaction', true],
    ['Colchicine', 'Clarithromycin', 'interaction', true],
    ['Theophylline', 'Ciprofloxacin', 'interaction', true],
    ['Lamictal', 'Depakote', 'interaction', true],
    ['Meropenem', 'Valproic acid', 'interaction', true],
    ['Tamoxifen', 'Paroxetine', 'interaction', true],
    ['Levothyroxine', 'Tums', 'interaction', false],
    ['Adempas', 'Viagra', 'interaction', true],
    ['Flomax', 'Cialis', 'interaction', false],
    ['Oxycodone', 'Gabapentin', 'interaction', false],
    ['Cymbalta', 'Effexor', 'duplicate_class', false],
    ['Ozempic', 'Trulicity', 'duplicate_class', false],
    ['Glipizide/Metformin', 'Metformin', 'duplicate', true],
    ['Advair Diskus', 'Salmeterol', 'duplicate', true],
    ['Lantus', 'Insulin glargine 100 units/mL', 'duplicate', true],
    ['Excedrin', 'Jantoven', 'interaction', true],
    ['Jardiance', 'Dapagliflozin', 'duplicate_class', false],
    ['Lovenox', 'Eliquis', 'interaction', true],
    ['Heparin', 'Warfarin', 'interaction', false],
    ['Brilinta', 'Xarelto', 'interaction', true],
    ['Effient', 'Coumadin', 'interaction', true],
    ['Plavix', 'Brilinta', 'duplicate_class', false],
    ['Carbamazepine', 'Warfarin', 'interaction', true],
    ['Paxlovid', 'Simvastatin', 'interaction', true],
    ['Paxlovid', 'Amiodarone', 'interaction', true],
    ['Paxlovid', 'Tegretol', 'interaction', true],
    ['Paxlovid', 'Apixaban', 'interaction', true],
    ['Naltrexone', 'Oxycodone', 'interaction', true],
    ['Ambien', 'Percocet', 'interaction', false],
    ['Methylene blue', 'Prozac', 'interaction', true],
    ['Aliskiren', 'Losartan', 'interaction', true],
    ['Celexa', 'Prilosec', 'interaction', false],
    ['Lantus', 'Levemir', 'duplicate_class', false],
    ['Humalog', 'NovoLog', 'duplicate_class', false],
    ['Advair', 'Symbicort', 'duplicate_class', false],
    ['Timolol eye drops', 'Verapamil', 'interaction', true],
    ['Adcirca', 'Nitrostat', 'interaction', true],
    ['Xanax', 'Ketoconazole', 'interaction', true],
    ['Ranexa', 'Biaxin', 'interaction', true],
    ['Prandin', 'Lopid', 'interaction', true],
    ['Ritalin', 'Nardil', 'interaction', true],
    ['Dofetilide', 'Hydrochlorothiazide', 'interaction', true],
    ['Lortab', 'Tylenol', 'duplicate', true],
    ['Simvastatin / ezetimib', 'Clarithromicin 500 mg', 'interaction', true],
    ['Nitroglycerin ointment', 'Viagra', 'interaction', true],
    ['Flonase', 'Advair', 'duplicate', false],
    ['Ketoconazole cream', 'Ketoconazole', 'duplicate', false],
    ['Tylenol', 'Fioricet', 'duplicate', true],
    ['Quetiapine', 'Olanzapine', 'duplicate_class', false],
    ['Adderall', 'Ritalin', 'duplicate_class', false],
    ['Synthroid', 'Cytomel', 'duplicate_class', false],
    ['Famotidine', 'Ranitidine', 'duplicate_class', false],
    ['Januvia', 'Ozempic', 'duplicate_class', false],
    ['Spiriva', 'Incruse Ellipta', 'duplicate_class', false],
    ['Novolin 70/30', 'Humulin N', 'duplicate', true],
    ['Cialis', 'ISMN 30 mg', 'interaction', true],
    ['Viagra', 'NTG 0.4 mg SL', 'interaction', true],
    ['Nardil', 'Claritin-D', 'interaction', true],
    ['Warfarin', 'Voriconazole', 'interaction', true],
    ['Warfarin', 'Xeloda', 'interaction', true],
    ['Warfarin', 'Tricor', 'interaction', false],
    ['Phenelzine', 'Trazodone', 'interaction', true],
    ['Azilect', 'Flexeril', 'interaction', true],
    ['Zyvox', 'Wellbutrin', 'interaction', true],
    ['Sertraline', 'Trazodone', 'interaction', false],
    ['Tramadol', 'Amitriptyline', 'interaction', true],
    ['Oxycodone', 'Ketoconazole', 'interaction', true],
    ['Methadone', 'Rifampin', 'interaction', false],
    ['Percocet', 'Flexeril', 'interaction', false],
    ['Reglan', 'Haldol', 'interaction', true],
    ['Sinemet', 'Metoclopramide', 'interaction', false],
    ['Carbamazepine', 'Erythromycin', 'interaction', true],
    ['Phenytoin', 'Fluconazole', 'interaction', true],
    ['Voriconazole', 'Phenobarbital', 'interaction', true],
    ['Cyclosporine', 'Diltiazem', 'interaction', true],
    ['Tacrolimus', 'Phenytoin', 'interaction', true],
    ['Methotrexate', 'MMR vaccine', 'interaction', true],
    ['Reyataz', 'Omeprazole', 'interaction', true],
    ['Edurant', 'Nexium', 'interaction', true],
    ['Gentamicin', 'Lasix', 'interaction', true],
    ['Vancomycin', 'Zosyn', 'interaction', false],
    ['Ciprofloxacin', 'Maalox', 'interaction', false],
    ['Fosamax', 'Calcium carbonate', 'interaction', false],
    ['Metformin', 'Omnipaque', 'interaction', false],
    ['Simvastatin', 'Danazol', 'interaction', true],
    ['Pitavastatin', 'Cyclosporine', 'interaction', true],
    ['Ziprasidone', 'Moxifloxacin', 'interaction', true],
    ['Digoxin', 'Quinidine', 'interaction', true],
    ['Amiodarone', 'Harvoni', 'interaction', true],
    ['Viagra', 'Ketoconazole', 'interaction', false],
    ['Losartan', 'Bactrim', 'interaction', false],
    ['Dihydroergotamine', 'Sumatriptan', 'interaction', true],
    ['Allopurinol', '6-MP', 'interaction', true],
    ['Ketorolac', 'Probenecid', 'interaction', true],
    ['Oral contraceptives', 'Rifampin', 'interaction', true],
    ['Ketorolac eye drops', 'Timolol eye drops and ketorolac eye drops', 'duplicate', true],
  ])('%s with %s is a %s', (drug, other, kind, blocking) => {
    expect(checkPrescription(drug, [], [other])).toMatchObject([{ kind, blocking }]);
    expect(checkPrescription(other, [], [drug])).toMatchObject([{ kind, blocking }]);
  });

  it.each([
    ['Nitroglycerin', 'Isosorbide mononitrate'],
    ['Sulfamethoxazole', 'Sulfasalazine'],
    ['Lisinopril', 'Penicillin V Potassium'],
    ['Enalapril', 'Clavulanate potassium'],
    ['Insulin lispro', 'Lantus'],
    ['Vitamin D3', 'Vitamin B12'],
    ['Sodium bicarbonate', 'Sodium chloride'],
    ['Potassium', 'Losartan potassium'],
    ['Eye drops', 'Olopatadine eye drops'],
    ['Ketorolac eye drops', 'Aspirin'],
    ['Ketoconazole 2 % shampoo', 'Simvastatin'],
    ['Erythromycin eye ointment', 'Simvastatin'],
    ['Ciprofloxacin ear drops', 'Tizanidine'],
    ['Metronidazole cream', 'Warfarin'],
    ['Dexamethasone eye drops', 'Prednisone'],
    ['Humulin N', 'NovoLog'],
    ['Flonase', 'Symbicort'],
    ['Lithium', 'Aspirin 81 mg'],
    ['Clopidogrel', 'Pantoprazole'],
    ['Azithromycin', 'Atorvastatin'],
    ['Rosuvastatin', 'Clarithromycin'],
    ['Ketoconazole cream', 'Oxycodone'],
    ['Omeprazole', 'Aspirin'],
    ['Folic acid', 'Methotrexate'],
    ['Clotrimazole cream', 'Fluconazole'],
    ['Famotidine', 'Omeprazole'],
  ])('of a group that is used side by side is none: %s with %s', (drug, other) => {
    expect(checkPrescription(drug, [], [other])).toEqual([]);
  });

  it('says in words and by severity what stands against it', () => {
    const [unknown, hives] = [
      { allergen: 'Penicillin', reaction: null, severity: null },
      { allergen: 'Penicillin', reaction: 'Hives', severity: 'severe' },
    ];
    const told = (drug: string, allergies: readonly RecordedAllergy[], active: readonly string[] = []) =>
      checkPrescription(drug, allergies, active).map(({ severity, message }) => [severity, message]);
    expect(told('Penicillin G', [unknown])).toEqual([
      ['unknown', 'The patient is allergic to Penicillin, which Penicillin G contains.'],
    ]);
    expect(told('Penicillin G', [hives])).toEqual([
      ['severe', 'The patient is allergic to Penicillin (Hives), which Penicillin G contains.'],
    ]);
    expect(told('Amoxicillin', [hives])).toEqual([
      ['severe', 'The patient is allergic to Penicillin (Hives); Amoxicillin is a penicillin too.'],
    ]);
    expect(told('Amoxil', [], ['Amoxicillin', 'Cephalexin'])).toEqual([
      ['serious', 'The patient takes Amoxicillin already, which has the same substance.'],
      ['moderate', 'The patient takes Cephalexin already, which is a beta-lactam too.'],
    ]);
    expect(told('Percocet', [], ['Alprazolam'])).toEqual([
      ['serious', 'Percocet with Alprazolam: Sedation, respiratory depression, death.'],
    ]);
  });

  it('names the source of an interaction', () => {
    expect(checkPrescription('Ibuprofen', [], ['Warfarin'])).toEqual([
      expect.objectContaining({ kind: 'interaction', source: expect.stringContaining('warfarin') }),
    ]);
  });

  it('names everything, blocking ones first', () => {
    const warnings = checkPrescription('Ibuprofen', [allergy('Aspirin')], ['Naproxen', 'Warfarin', 'Lisinopril']);
    expect(warnings.map(({ kind, blocking }) => [kind, blocking])).toEqual([
      ['allergy_class', true],
      ['interaction', true],
      ['duplicate_class', false],
      ['interaction', false],
    ]);
  });

  it('names what is contraindicated before what is serious', () => {
    expect(checkPrescription('Entresto', [], ['Lisinopril']).map(({ severity }) => severity)).toEqual([
      'contraindicated',
      'serious',
    ]);
  });

  it('names that two anticoagulants are two before that they are of one group', () => {
    expect(checkPrescription('Warfarin', [], ['Eliquis']).map(({ kind, blocking }) => [kind, blocking])).toEqual([
      ['interaction', true],
      ['duplicate_class', false],
    ]);
  });

  it('sees by its route that a drug stays where it is put', () => {
    const given = (route: string) =>
      checkPrescription('Ketorolac', [], ['Aspirin'], { birthDate: '1961-04-12', day: '2026-11-23', route });
    for (const route of ['Ophthalmic', 'Both eyes', 'Ocular route']) expect(given(route)).toEqual([]);
    expect(given('Oral')).toMatchObject([{ severity: 'contraindicated' }, {}, {}]);
    expect(check('Aspirin', [], [{ name: 'Ketorolac', route: 'Ophthalmic' }])).toEqual([]);
    expect(check('Aspirin', [], [{ name: 'Ketorolac', route: 'Oral' }])).not.toEqual([]);
  });

  it('has nothing to say about drugs that go together', () => {
    expect(checkPrescription('Metformin', [allergy('Latex')], ['Lisinopril', 'Atorvastatin'])).toEqual([]);
  });
});

describe('the tables', () => {
  it('know every substance that another name stands for by its own name only', () => {
    const names = otherNames.map(([name]) => name);
    const substances = otherNames.flatMap(([, found]) => found);
    expect(new Set(names).size).toBe(names.length);
    expect(
      substances.filter((substance) => names.includes(substance) || !/^[a-z]+(?: [a-z]+){0,2}$/.test(substance)),
    ).toEqual([]);
  });

  it('name parties that are groups or single words, so that they can match', () => {
    const groups = new Set(drugClasses.map(({ name }) => name));
    const parties = interactions.flatMap(({ between }) => between);
    expect(parties.filter((party) => !groups.has(party) && !/^[a-z]+$/.test(party))).toEqual([]);
  });
});

describe('the table of interactions', () => {
  it.each(interactions.map(({ between, source }) => [between.join(' and '), source]))(
    'names for %s a source that can be looked up, and no number that changes with the headings of a label',
    (_pair, source) => {
      expect(source).toMatch(
        /^Prescribing information of \w+(?: \w+)?: [A-Z][A-Za-z ;-]+$|^[A-Z][a-z]+ et al\., .+ \d{4};\d+:[a-z]?\d+|Intern Med \d{4};\d+:\d+$|PMC\d+|^AMDA Multidisciplinary Medication Management Project, /,
      );
    },
  );
});
