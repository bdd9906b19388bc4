import type { ServerResponse } from 'node:http';

/** What clients of a version are told that has a successor. */
export interface VersionNotice {
  readonly deprecatedSince: Date;
  /** From when on it may be gone; unknown while nobody has decided it. */
  readonly sunset?: Date | undefined;
  /** What to do, for people. */
  readonly guideUrl?: string | undefined;
  readonly successorUrl: string;
}

/** RFC 9745 §2 (a date of RFC 9651, in seconds), RFC 8594 §3, and links by RFC 9745 §3 and RFC 5829 §3.3. */
export function setVersionHeaders(response: ServerResponse, notice: VersionNotice): void {
  const { deprecatedSince, sunset, guideUrl, successorUrl } = notice;
  response.setHeader('deprecation', `@${Math.floor(deprecatedSince.getTime() / 1000)}`);
  if (sunset !== undefined) response.setHeader('sunset', sunset.toUTCString());
  const guide = guideUrl === undefined ? [] : [`<${guideUrl}>; rel="deprecation"; type="text/html"`];
  response.setHeader('link', [...guide, `<${successorUrl}>; rel="successor-version"`].join(', '));
}
