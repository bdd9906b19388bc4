type OtherCode = readonly [loinc: string, unit?: string];

/**
 * Codes of the same quantity in other blood, by another method or as an amount of substance, by that of the table: what is
 * normal is the same. A unit stands where a result that names none is not measured in that of the table (https://loinc.org).
 */
export const otherCodes: Readonly<Record<string, readonly OtherCode[]>> = {
  // Glucose
  '2345-7': [
    ['2339-0'],
    ['2340-8'],
    ['41653-7'],
    ['1558-6'],
    ['74774-1'],
    ...inMoles('mmol/L', '14749-6', '15074-8', '14743-9'),
  ],
  // Urea nitrogen
  '3094-0': [['6299-2'], ...inMoles('mmol/L', '14937-7')],
  // Creatinine
  '2160-0': [['38483-4'], ...inMoles('umol/L', '14682-9')],
  // Sodium, potassium, chloride, carbon dioxide
  '2951-2': [['2947-0'], ['32717-1']],
  '2823-3': [['6298-4'], ['32713-0'], ['39789-3']],
  '2075-0': [['2069-3']],
  '2028-9': [['20565-8'], ['1963-8']],
  // Calcium, magnesium
  '17861-6': [['49765-1'], ...inMoles('mmol/L', '2000-8')],
  '19123-9': inMoles('mmol/L', '2601-3'),
  // Albumin, bilirubin, AST, ALT
  '1751-7': [['61151-7'], ['61152-5']],
  '1975-2': [['42719-5'], ...inMoles('umol/L', '14631-6')],
  '1920-8': [['30239-8'], ['88112-8']],
  '1742-6': [['1743-4'], ['1744-2']],
  // Counts, hemoglobin, hematocrit, INR
  '6690-2': [['26464-8'], ['804-5']],
  '777-3': [['26515-7'], ['778-1']],
  '718-7': [['20509-6'], ['30313-1'], ['30350-3'], ...inMoles('mmol/L', '59260-0')],
  '4544-3': [['20570-8'], ['4545-0']],
  '6301-6': [['34714-6'], ['46418-0']],
  '789-8': [['26453-1']],
  '787-2': [['30428-7']],
  // Phosphate, lactate, uric acid
  '2777-1': inMoles('mmol/L', '14879-1'),
  '2524-7': [['32693-4'], ['2518-9'], ['2519-7']],
  '3084-1': inMoles('umol/L', '14933-6'),
  // Lipids
  '2093-3': inMoles('mmol/L', '14647-2'),
  '2571-8': inMoles('mmol/L', '14927-8'),
  '2085-9': inMoles('mmol/L', '14646-4'),
  '13457-7': [['2089-1'], ['18262-6'], ...inMoles('mmol/L', '22748-8', '39469-2')],
  // Hemoglobin A1c, thyroid
  '4548-4': [['17856-6'], ...inMoles('mmol/mol', '59261-8')],
  '3016-3': [['11579-0'], ['11580-8']],
  '3024-7': inMoles('pmol/L', '14920-3'),
};

function inMoles(unit: string, ...codes: readonly string[]): readonly OtherCode[] {
  return codes.map((loinc) => [loinc, unit]);
}
