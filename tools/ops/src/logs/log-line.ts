import { z } from 'zod';

const logLine = z.looseObject({
  time: z.string(),
  level: z.string(),
  service: z.string().optional(),
  requestId: z.string().optional(),
  msg: z.string().optional(),
});

/** One line of an app's log, with its facts apart from what every line has. */
export interface LogLine {
  readonly app: string;
  readonly time: string;
  readonly level: string;
  readonly message: string;
  readonly requestId: string | undefined;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly raw: string;
}

/** What is no JSON (a crash before the logger, a banner) is kept as a message of its own. */
export function readLogLine(app: string, raw: string): LogLine {
  const known = logLine.safeParse(parsed(raw));
  if (!known.success) return { app, time: '', level: 'info', message: raw, requestId: undefined, facts: {}, raw };
  const { time, level, service, requestId, msg, ...facts } = known.data;
  return { app: service ?? app, time, level, message: msg ?? '', requestId, facts, raw };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Then it is plain text, which the caller keeps.
    return undefined;
  }
}
