import { OperationRefused } from '../operation-refused.error.js';

export const logLevels = ['debug', 'info', 'warn', 'error', 'fatal'] as const;

export type LogLevel = (typeof logLevels)[number];

export function isLeast(level: string, least: LogLevel): boolean {
  const rank = logLevels.findIndex((each) => each === level);
  return rank === -1 || rank >= logLevels.indexOf(least);
}

export function logLevelOf(text: string): LogLevel {
  const level = logLevels.find((each) => each === text);
  if (level !== undefined) return level;
  throw new OperationRefused(`"${text}" is no level of a log.`, `One of ${logLevels.join(', ')} is.`);
}
