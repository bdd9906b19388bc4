/** What this app is called in logs, metrics and health reports. */
export const service = { service: 'auth', version: '0.1.0' } as const;
