import pg from 'pg';

/**
 * `date` stays text, for a day of birth has no time zone in which it could become the day before. `int8` becomes a
 * number: our counters stay below 2^53. Given to each connection, so that no other user of the driver is affected.
 */
export const columnParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.DATE) return (text: string) => text;
    if (oid === pg.types.builtins.INT8) return Number;
    return pg.types.getTypeParser(oid, format ?? 'text');
    // The declaration overloads by format; we neither narrow nor widen what it promises.
  }) as typeof pg.types.getTypeParser,
};
