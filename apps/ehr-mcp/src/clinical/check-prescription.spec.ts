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

describe('a prescription against allergies', () => {
  it.each([
    ['Penicillin', 'Penicillin V Potassium', 'allergy'],
    ['Penicillin', 'Amoxicillin 500 mg capsule', 'allergy_class'],
    ['Amoxicillin', 'Cephalexin', 'allergy_class'],
    ['Sulfa drugs', 'Sulfamethoxazole / Trimethoprim', 'allergy_class'],
    ['Sulfamethoxazole / Trimethoprim', 'Bactrim', 'allergy'],
    ['Sulfamethoxazole / Trimethoprim', 'Trimethoprim', 'allergy'],
    ['Aspirin', 'Ibuprofen', 'allergy_class'],
    ['NSAIDs', 'Naproxen', 'allergy_class'],
    ['Codeine', 'Oxycodone', 'allergy_class'],
    ['Penicillin', 'AMOXIL 500 mg', 'allergy_class'],
    ['Penicillin', 'Co-amoxiclav', 'allergy_class'],
    ['Penicillin', 'Flucloxacillin', 'allergy_class'],
    ['Sulfa drugs', 'Co-trimoxazole', 'allergy_class'],
    ['Tylenol', 'Percocet', 'allergy'],
    ['Meropenem', 'Ertapenem', 'allergy_class'],
    ['Cephalosporins', 'Keflex', 'allergy_class'],
    ['Sulfa drugs', 'Celebrex', 'allergy_class'],
    ['Bactrim', 'Silver sulfadiazine', 'allergy_class'],
    ['Aspirin', 'Ketorolac', 'allergy_class'],
    ['ACE inhibitors', 'Quinapril', 'allergy_class'],
    ['Unobtainium', 'Unobtainium forte', 'allergy'],
    ['Unobtainium', 'Amoxicillin / Unobtainium', 'allergy'],
    ['Acetaminophen', 'Hydrocodone/Acetaminophen', 'allergy'],
    ['Clavulanic acid', 'Augmentin', 'allergy'],
    ['Codeine', 'Tylenol #3', 'allergy'],
    ['Hydrochlorothiazide', 'Diovan HCT', 'allergy'],
    ['Lignocaine', 'Lidocaine 5 % patch', 'allergy'],
    ['Penicillin', 'Phenoxymethylpenicillin', 'allergy'],
    ['PCN', 'Amoxycillin', 'allergy_class'],
    ['Sulpha drugs', 'Septrin', 'allergy_class'],
    ['Sulfa drugs', 'Sulphasalazine', 'allergy_class'],
    ['Statins', 'Caduet', 'allergy_class'],
    ['Opiates', 'Morphine sulphate', 'allergy_class'],
    ['Insulin glargine', 'NovoLog', 'allergy_class'],
    ['Sulfa drugs', 'Cotrimoxazole', 'allergy_class'],
    ['Penicillin', 'Pivmecillinam', 'allergy_class'],
    ['Cefzil', 'Keflex', 'allergy_class'],
    ['P\u00e9nicillin', 'Amoxicilli\u0301n', 'allergy_class'],
    ['Aspirin', 'Pepto-Bismol', 'allergy_class'],
    ['Heparin', 'Lovenox', 'allergy_class'],
    ['ACE inhibitors', 'Entresto', 'allergy_class'],
    ['Lisinopril', 'Sacubitril / Valsartan', 'allergy_class'],
    ['Pencillin', 'Amoxicillin', 'allergy_class'],
    ['Penicillin', 'Amoxicilin 500 mg', 'allergy_class'],
    ['Asprin', 'Aspirin 81 mg', 'allergy'],
    ['Codiene', 'Oxycodone', 'allergy_class'],
    ['Neomycin', 'Neomycin ear drops', 'allergy'],
    ['Cipro', 'Ciprofloxacin eye drops', 'allergy'],
    ['Penicillin', 'Amoxicilin/clavulanate', 'allergy_class'],
    ['Pencillin and aspirin', 'Amoxicillin', 'allergy_class'],
    ['Penicilins', 'Cephalexin', 'allergy_class'],
    ['Cefalosporins', 'Keflex', 'allergy_class'],
    ['\u03b2-lactams', 'Amoxicillin', 'allergy_class'],
    ['Fluroquinolones', 'Ciprofloxacin', 'allergy_class'],
    ['Nonsteroidal anti-inflammatory drugs', 'Ibuprofen', 'allergy_class'],
    ['PPIs', 'Omeprazole', 'allergy_class'],
    ['Amoxicillin', 'Prevpac', 'allergy'],
    ['Lidocaine', 'Xylocaine', 'allergy'],
    ['Vancomicin', 'Vancomycin', 'allergy'],
    ['Thiazide diuretics', 'Chlorthalidone', 'allergy_class'],
    ['Beta blockers', 'Metoprolol succinate ER', 'allergy_class'],
    ['SSRIs', 'Sertraline', 'allergy_class'],
    ['ARBs', 'Valsartan/HCTZ', 'allergy_class'],
    ['Steroids', 'Medrol', 'allergy_class'],
    ['Sulfonylureas', 'Glipizide', 'allergy_class'],
    ['LMWH', 'Lovenox', 'allergy_class'],
    ['Penicillins', 'Zosyn', 'allergy_class'],
    ['Penicillin', 'Cephalexin', 'allergy_class'],
    ['Ampicillin', 'Cefaclor', 'allergy_class'],
    ['Ceftriaxone', 'Cefepime', 'allergy_class'],
    ['Ceftazidime', 'Azactam', 'allergy_class'],
    ['Beta-lactams', 'Meropenem', 'allergy_class'],
    ['Morphine', 'Hydromorphone', 'allergy_class'],
    ['Fentanyl', 'Remifentanil', 'allergy_class'],
    ['Narcotics', 'Fentanyl patch', 'allergy_class'],
    ['Quinolones', 'Gemifloxacin', 'allergy_class'],
    ['Doxycycline', 'Demeclocycline', 'allergy_class'],
  ])('%s stands against %s', (allergen, drug, kind) => {
    expect(checkPrescription(drug, [allergy(allergen)], [])).toMatchObject([{ kind, blocking: true }]);
  });

  it.each([
    ['Penicillin', 'Azithromycin'],
    ['Eggs', 'Lisinopril'],
    ['Lisinopril', 'Losartan'],
    ['Peanut', 'Amoxicillin'],
    ['Nystatin', 'Atorvastatin'],
    ['Iodine', 'Lodine'],
    ['Lanolin', 'Digoxin'],
    ['Latex', 'Lasix'],
    ['Nizatidine', 'Tizanidine'],
    ['IV contrast', 'Vancomycin IV'],
    ['Sodium benzoate', 'Warfarin sodium'],
    ['Potassium citrate', 'Nitroglycerin'],
    ['Quinoline yellow', 'Ciprofloxacin'],
    ['Metoprolol', 'Atenolol'],
    ['Sertraline', 'Fluoxetine'],
    ['NSAIDs', 'Paracetamol'],
    ['Penicillin', 'Aztreonam'],
    ['Aztreonam', 'Amoxicillin'],
  ])('%s says nothing against %s', (allergen, drug) => {
    expect(checkPrescription(drug, [allergy(allergen)], [])).toEqual([]);
  });
});

describe('a prescription of which only the label warns', () => {
  it.each([
    ['Sulfa drugs', 'Hydrochlorothiazide 25 mg'],
    ['Bactrim', 'Lasix'],
    ['Sulfamethoxazole', 'Zestoretic'],
    ['Sulfonamides', 'Glimepiride'],
    ['Sulfa', 'Diamox'],
  ])('is written with a notice: %s and %s', (allergen, drug) => {
    const [notice, ...others] = checkPrescription(drug, [allergy(allergen)], []);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ kind: 'allergy_class', severity: 'low', blocking: false });
    expect(notice?.message).toContain('no antibiotic');
    expect(notice?.source).toMatch(/N Engl J Med 2003;349:1628/);
  });

  it.each([
    ['Penicillin', 'Rocephin 1 g IM', 'another beta-lactam'],
    ['Penicillin', 'Cefazolin', 'another beta-lactam'],
    ['Penicillin', 'Meropenem', 'another beta-lactam'],
    ['Ceftriaxone', 'Amoxicillin', 'another beta-lactam'],
    ['Codeine', 'Fentanyl patch', 'an opioid of another structure'],
    ['Morphine', 'Methadone', 'an opioid of another structure'],
  ])('is written with a notice, because few react to both: %s and %s', (allergen, drug, said) => {
    expect(checkPrescription(drug, [allergy(allergen)], [])).toEqual([
      expect.objectContaining({ severity: 'low', blocking: false, message: expect.stringContaining(said) }),
    ]);
  });

  it.each([
    ['Celecoxib', 'Hydrochlorothiazide'],
    ['Hydrochlorothiazide', 'Furosemide'],
    ['Sulfa drugs', 'Spironolactone'],
    ['Sulfites', 'Furosemide'],
  ])('says nothing otherwise: %s and %s', (allergen, drug) => {
    expect(checkPrescription(drug, [allergy(allergen)], [])).toEqual([]);
  });

  it('is told after all that is worse', () => {
    const found = checkPrescription('Hydrochlorothiazide', [allergy('Sulfa drugs')], ['Lithium', 'Chlorthalidone']);
    expect(found.at(-1)).toMatchObject({ severity: 'low' });
  });
});

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
      substances.filter((substance) => names.includes(substance) || !/^[a-z]+(?: [a-z]+)?$/.test(substance)),
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
