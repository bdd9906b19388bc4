/** The variables by which the front door offers the sandbox of Google, Microsoft and GitHub. */
export function socialEnvironment(providersUrl: string, clientSecret: string): Record<string, string> {
  const client = (name: string) => ({
    [`${name.toUpperCase()}_CLIENT_ID`]: `caregate-${name}`,
    [`${name.toUpperCase()}_CLIENT_SECRET`]: clientSecret,
    [`${name.toUpperCase()}_URL`]: `${providersUrl}/${name}`,
  });
  return {
    ...client('google'),
    ...client('microsoft'),
    ...client('github'),
    GOOGLE_ALLOWED_DOMAINS: 'example.org',
    MICROSOFT_ALLOWED_TENANTS: '*',
    // Whoever else comes with GitHub is a stranger, so that there is somebody to turn away.
    GITHUB_ALLOWED_LOGINS: 'doctor,nurse',
  };
}
