import type { ValueTransformer } from 'typeorm';

/** PostgreSQL's numeric arrives as text, lest digits be lost; what we keep in it has far fewer than a number holds. */
export const decimalNumber: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: string | null | undefined) => (value === null || value === undefined ? value : Number(value)),
};
