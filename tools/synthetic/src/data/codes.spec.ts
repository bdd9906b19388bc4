import { labPanels } from '../labs/lab-panels.js';
import { allergens } from './allergens.data.js';
import { conditions } from './conditions.data.js';
import { acuteDrugs } from './formulary-acute.data.js';
import { chronicDrugs } from './formulary-chronic.data.js';
import { growth } from './growth.data.js';
import { reactionSeverity } from './reaction-severity.data.js';
import { specialties } from './specialties.data.js';

const drugs = [...Object.values(chronicDrugs), ...Object.values(acuteDrugs)].flat();
const components = labPanels.flatMap((panel) => panel.components);

describe('codes', () => {
  it.each([...labPanels, ...components].map(({ loincCode }) => [loincCode]))(
    '%s has the check digit of LOINC',
    (code) => {
      const [digits = '', check] = code.split('-');
      expect(String(mod10(digits))).toBe(check);
    },
  );

  it.each(allergens.others.map(({ allergen, code }) => [allergen, code]))(
    'of %s, %s, passes the Verhoeff check of SNOMED CT',
    (_name, code) => {
      expect(verhoeff(code)).toBe(0);
    },
  );

  it('are checked by sums that notice a wrong digit', () => {
    expect(mod10('4549')).not.toBe(8);
    expect(verhoeff('102263014')).not.toBe(0);
    expect(verhoeff('102236004')).not.toBe(0);
  });

  it('of drugs are RxNorm concept numbers, one for each product', () => {
    expect(drugs.filter(({ rxnormCode }) => !/^\d{6,7}$/.test(rxnormCode))).toEqual([]);
    const products = new Map(drugs.map(({ name, doseValue, rxnormCode }) => [rxnormCode, `${name} ${doseValue}`]));
    for (const { name, doseValue, rxnormCode } of drugs) expect(products.get(rxnormCode)).toBe(`${name} ${doseValue}`);
  });

  it('of units are UCUM', () => {
    const known = [
      'mg/dL',
      'mmol/L',
      'g/dL',
      'U/L',
      '10*3/uL',
      '10*6/uL',
      '%',
      'fL',
      'pg',
      'm[IU]/L',
      'ng/dL',
      '[pH]',
      '1',
    ];
    const used = components.flatMap((one) => (one.kind === 'observed' ? [] : [one.unit]));
    expect(used.filter((unit) => !known.includes(unit))).toEqual([]);
  });
});

describe('the formulary', () => {
  /** Most that adults take in a day (mg unless the unit says otherwise), from the labels. */
  const DAILY_MAX: Readonly<Record<string, number>> = {
    Lisinopril: 80,
    Amlodipine: 10,
    Losartan: 100,
    Hydrochlorothiazide: 50,
    Metoprolol: 400,
    Metformin: 2550,
    Glimepiride: 8,
    Atorvastatin: 80,
    Simvastatin: 40,
    Rosuvastatin: 40,
    Pravastatin: 80,
    Aspirin: 4000,
    Clopidogrel: 75,
    Nitroglycerin: 1.21,
    Furosemide: 600,
    Carvedilol: 100,
    Spironolactone: 400,
    Warfarin: 10,
    Digoxin: 0.5,
    Levothyroxine: 300,
    Albuterol: 1080,
    Fluticasone: 1000,
    Sertraline: 200,
    Escitalopram: 20,
    Fluoxetine: 80,
    Duloxetine: 120,
    Omeprazole: 40,
    Pantoprazole: 80,
    Famotidine: 80,
    Loratadine: 10,
    Cetirizine: 10,
    Naproxen: 1500,
    Acetaminophen: 4000,
    Allopurinol: 800,
    Alendronic: 10,
    Ferrous: 975,
    Tamsulosin: 0.8,
    Sumatriptan: 200,
    Propranolol: 640,
    Methylphenidate: 60,
    Donepezil: 23,
    Latanoprost: 1,
    Methotrexate: 25,
    Hydroxychloroquine: 400,
    Lamotrigine: 500,
    Amoxicillin: 3000,
    Azithromycin: 500,
    Cephalexin: 4000,
    Ciprofloxacin: 1500,
    Doxycycline: 200,
    Penicillin: 2000,
    Sulfamethoxazole: 1600,
    Prednisone: 60,
    Ibuprofen: 1200,
  };
  const TIMES: readonly (readonly [RegExp, number])[] = [
    [/four times|every 6 hours/i, 4],
    [/every 4 to 6 hours/i, 6],
    [/three times|every 8 hours/i, 3],
    [/twice/i, 2],
    [/chest pain/i, 3],
    [/migraine/i, 2],
    [/once/i, 1],
  ];

  it.each(drugs.map((drug) => [drug.name, drug] as const))(
    'gives no more %s in a day than its label allows',
    (name, drug) => {
      const times = TIMES.find(([pattern]) => pattern.test(drug.frequency))?.[1];
      const most = DAILY_MAX[name.split(' ')[0] ?? ''];
      expect(drug.doseValue * (times ?? NaN)).toBeLessThanOrEqual(most ?? NaN);
    },
  );
});

describe('the tables', () => {
  it('know how bad every reaction can be', () => {
    const reactions = [...allergens.drugs, ...allergens.others].flatMap((one) => one.reactions);
    expect(reactions.filter((reaction) => reactionSeverity[reaction] === undefined)).toEqual([]);
    expect(reactionSeverity['Anaphylaxis']).toEqual(['severe']);
  });

  it('have a drug for every condition, at every age it occurs', () => {
    for (const [condition, bands] of Object.entries(conditions) as [
      keyof typeof conditions,
      (typeof conditions)[keyof typeof conditions],
    ][])
      for (const { ages } of bands)
        expect([condition, chronicDrugs[condition].some(({ ages: [from] = [18, 120] }) => from <= ages[0])]).toEqual([
          condition,
          true,
        ]);
  });

  it('let people grow until they are grown', () => {
    for (const { height, weight } of [growth.male, growth.female]) {
      expect([height.length, weight.length]).toEqual([growth.ages.length, growth.ages.length]);
      const grown = growth.ages.indexOf(20);
      for (let i = 1; i <= grown; i += 1) expect(height[i]).toBeGreaterThan(height[i - 1] ?? Infinity);
    }
  });

  it('name 47 specialties once each', () => {
    expect(new Set(specialties.map(({ specialty }) => specialty)).size).toBe(specialties.length);
    expect(specialties).toHaveLength(47);
  });
});

/** LOINC Users' Guide, appendix C: like Luhn. */
function mod10(digits: string): number {
  const doubled = [...digits].reverse().map((digit, place) => Number(digit) * (place % 2 === 0 ? 2 : 1));
  const sum = [...doubled.join('')].reduce((total, digit) => total + Number(digit), 0);
  return (10 - (sum % 10)) % 10;
}

/** SNOMED CT identifiers: the group D5 with Verhoeff's permutation. */
function verhoeff(code: string): number {
  const multiply = (a: number, b: number): number =>
    a < 5 ? (b < 5 ? (a + b) % 5 : ((a + b - 5) % 5) + 5) : b < 5 ? ((a - 5 - b + 5) % 5) + 5 : (a - b + 5) % 5;
  const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  const permute = (digit: number, times: number): number =>
    times === 0 ? digit : permute(permutation[digit] ?? 0, times - 1);
  return [...code].reverse().reduce((check, digit, place) => multiply(check, permute(Number(digit), place % 8)), 0);
}
