/** What a pino logger offers and the audit kit needs. */
export interface AuditLogger {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const silentLogger: AuditLogger = { warn: () => undefined, error: () => undefined };
