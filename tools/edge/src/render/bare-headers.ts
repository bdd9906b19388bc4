/** For an upstream that sets none of its own; what an archive answers is data, never a page of ours. */
export const bareHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'Cache-Control': 'no-store',
};

/** RFC 6797; two years. */
export const strictTransport = 'max-age=63072000; includeSubDomains';
