/** The part of a pino logger that the host uses. */
export interface LoggerPort {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
