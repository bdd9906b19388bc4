import { z } from 'zod';

const text = (max: number) => z.string().max(max, `Member must have length less than or equal to ${max}`);
const uid = () => text(512).regex(/^[0-9.]+$/, 'Member must satisfy regular expression pattern: [0-9.]+');

/** SearchByAttributeValue: a union, so exactly one of these. */
const value = z
  .strictObject({
    DICOMPatientId: text(512),
    DICOMAccessionNumber: text(512),
    DICOMStudyId: text(512),
    DICOMStudyInstanceUID: uid(),
    DICOMSeriesInstanceUID: uid(),
    createdAt: z.number(),
    updatedAt: z.number(),
    DICOMStudyDateAndTime: z.strictObject({ DICOMStudyDate: text(36), DICOMStudyTime: text(56).optional() }),
    isPrimary: z.boolean(),
  })
  .partial()
  .refine((union) => Object.keys(union).length === 1, 'Member must have exactly one attribute set');

const filter = z
  .strictObject({
    values: z
      .array(value)
      .min(1, 'Member must have length greater than or equal to 1')
      .max(2, 'Member must have length less than or equal to 2'),
    operator: z.enum(['EQUAL', 'BETWEEN'], { error: 'Member must satisfy enum value set: [EQUAL, BETWEEN]' }),
  })
  .refine(({ operator, values }) => values.length === (operator === 'EQUAL' ? 1 : 2), {
    error: 'Member must have one value for EQUAL and two for BETWEEN',
  })
  .refine(({ operator, values }) => operator === 'EQUAL' || isRangeOfTime(values), {
    error: 'Member must have two values of the same date attribute for BETWEEN',
  });

export const searchCriteria = z.strictObject({
  filters: z
    .array(filter)
    .min(1, 'Member must have length greater than or equal to 1')
    .max(2, 'Member must have length less than or equal to 2')
    .optional(),
  sort: z
    .strictObject({
      sortField: z.enum(['updatedAt', 'createdAt', 'DICOMStudyDateAndTime'], {
        error: 'Member must satisfy enum value set: [updatedAt, createdAt, DICOMStudyDateAndTime]',
      }),
      sortOrder: z.enum(['ASC', 'DESC'], { error: 'Member must satisfy enum value set: [ASC, DESC]' }),
    })
    .default({ sortField: 'updatedAt', sortOrder: 'DESC' }),
});

export type SearchFilter = z.output<typeof filter>;
export type SearchSort = z.output<typeof searchCriteria>['sort'];

function isRangeOfTime(values: readonly z.output<typeof value>[]): boolean {
  const [first, second] = values.map((each) => Object.keys(each)[0] ?? '');
  return first === second && ['createdAt', 'updatedAt', 'DICOMStudyDateAndTime'].includes(first ?? '');
}
