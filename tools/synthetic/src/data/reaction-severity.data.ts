/** How bad each reaction can be; anaphylaxis is never mild. */
export const reactionSeverity: Readonly<Record<string, readonly ('mild' | 'moderate' | 'severe')[]>> = {
  'Abdominal cramps': ['mild', 'moderate'],
  Anaphylaxis: ['severe'],
  Angioedema: ['moderate', 'severe'],
  'Contact dermatitis': ['mild', 'moderate'],
  Cough: ['mild', 'moderate'],
  Hives: ['mild', 'moderate'],
  Itching: ['mild'],
  'Itchy eyes': ['mild'],
  'Local swelling': ['mild', 'moderate'],
  'Nausea and vomiting': ['mild', 'moderate'],
  'Skin rash': ['mild', 'moderate'],
  Sneezing: ['mild', 'moderate'],
  Wheezing: ['moderate', 'severe'],
};
