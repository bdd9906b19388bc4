import { checkPrescription } from './check-prescription.js';

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
    ['Fluconazole', 'Voriconazole', 'allergy_class'],
    ['Azoles', 'Nizoral', 'allergy_class'],
    ['Lidocaine', 'Bupivacaine', 'allergy_class'],
    ['Novocain', 'Tetracaine', 'allergy_class'],
    ['Local anaesthetics', 'Chloroprocaine', 'allergy_class'],
    ['Tegretol', 'Dilantin', 'allergy_class'],
    ['Phenytoin', 'Lamotrigine', 'allergy_class'],
    ['Carbamazepine', 'Oxcarbazepine', 'allergy_class'],
    ['Anticonvulsants', 'Phenobarbital', 'allergy_class'],
    ['Barbiturates', 'Fioricet', 'allergy_class'],
    ['Contrast dye', 'Omnipaque 300', 'allergy_class'],
    ['Gadolinium', 'Gadavist', 'allergy_class'],
    ['Rocuronium', 'Succinylcholine', 'allergy_class'],
    ['Gentamicin', 'Tobramycin', 'allergy_class'],
    ['Vancomycin', 'Dalbavancin', 'allergy_class'],
    ['Flagyl', 'Tinidazole', 'allergy_class'],
    ['Cisplatin', 'Carboplatin', 'allergy_class'],
    ['Compazine', 'Promethazine', 'allergy_class'],
    ['NSAIDs', 'Mefenamic acid', 'allergy_class'],
    ['Citalopram', 'Lexapro', 'allergy_class'],
    ['Zyrtec', 'Xyzal', 'allergy_class'],
    ['PCN', 'Pip/Tazo', 'allergy_class'],
    ['Human insulin', 'Novolin 70/30', 'allergy'],
    ['Nitrates', 'Imdur', 'allergy_class'],
    ['Antihistamines', 'Benadryl', 'allergy_class'],
    ['Blood thinners', 'Eliquis', 'allergy_class'],
    ['Diuretics', 'Lasix', 'allergy_class'],
    ['Antidepressants', 'Zoloft', 'allergy_class'],
    ['Neosporin', 'Gentamicin', 'allergy_class'],
    ['Tobradex', 'Gentamicin', 'allergy_class'],
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
    ['Fluconazole', 'Omeprazole'],
    ['Lidocaine', 'Procaine'],
    ['Novocaine', 'Lidocaine'],
    ['Carbamazepine', 'Levetiracetam'],
    ['Phenytoin', 'Valproate'],
    ['Shellfish', 'Iohexol'],
    ['Gadolinium', 'Iohexol'],
    ['Iodine', 'Iohexol'],
    ['Macrolides', 'Tacrolimus'],
    ['Sulfasalazine', 'Mesalamine'],
    ['Egg', 'Influenza vaccine'],
    ['Silver nitrate', 'Isosorbide mononitrate'],
    ['Thiazide diuretics', 'Spironolactone'],
    ['Tricyclic antidepressants', 'Sertraline'],
    ['Miconazole nitrate', 'Nitroglycerin'],
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
    ['Penicillin', 'Rocephin 1 g IM'],
    ['Penicillin', 'Cefazolin'],
    ['Penicillin', 'Meropenem'],
    ['Ceftriaxone', 'Amoxicillin'],
  ])(
    'is stopped where the label contraindicates it, unless the reaction was not grave: %s and %s',
    (allergen, drug) => {
      const after = (severity: string | null) => checkPrescription(drug, [{ ...allergy(allergen), severity }], []);
      const message = expect.stringContaining('another beta-lactam');
      for (const severity of ['mild', 'moderate'])
        expect(after(severity)).toEqual([expect.objectContaining({ severity: 'low', blocking: false, message })]);
      expect(after('severe')).toEqual([expect.objectContaining({ severity: 'severe', blocking: true, message })]);
      expect(after(null)).toEqual([expect.objectContaining({ severity: 'unknown', blocking: true, message })]);
    },
  );

  it.each([
    ['Codeine', 'Fentanyl patch', 'an opioid of another structure'],
    ['Morphine', 'Methadone', 'an opioid of another structure'],
    ['Eggs', 'Diprivan', 'egg lecithin'],
    ['Soybean', 'Propofol', 'soybean oil'],
    ['Peanuts', 'Prometrium', 'peanut oil'],
    ['Iodine', 'Amiodarone', 'contains iodine'],
    ['Clarithromycin', 'Dificid', 'a macrolide of another kind'],
    ['Sulfa', 'Dorzolamide', 'no antibiotic'],
  ])('is written with a notice and not stopped: %s and %s', (allergen, drug, said) => {
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
    const found = checkPrescription(
      'Hydrochlorothiazide',
      [allergy('Sulfa drugs')],
      [{ name: 'Lithium' }, { name: 'Chlorthalidone' }],
    );
    expect(found.at(-1)).toMatchObject({ severity: 'low' });
  });
});
