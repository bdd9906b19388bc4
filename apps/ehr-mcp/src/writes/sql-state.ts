import { QueryFailedError } from 'typeorm';
import { z } from 'zod';

const driverError = z.looseObject({ code: z.string() });

/** SQLSTATE of a failed query (PostgreSQL, Appendix A). */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const parsed = driverError.safeParse(error.driverError);
  return parsed.success ? parsed.data.code : undefined;
}
