/** What the command line says. */
export interface ConnectOptions {
  readonly serverUrl?: string;
  readonly clientId?: string;
  readonly scope?: string;
  readonly callbackPort: number;
  /** False with `--no-browser`. */
  readonly browser: boolean;
  readonly timeout: number;
  readonly configFolder?: string;
  readonly envFile?: string;
  readonly logLevel: LogLevel;
  readonly resetAuth?: true;
  readonly testAuth?: true;
  readonly token?: true;
  readonly command?: string;
  readonly raw?: string;
  readonly listTools?: true;
  readonly listResources?: true;
  readonly listPrompts?: true;
  readonly getClientInfo?: true;
  readonly updateClient?: string;
  readonly deleteClient?: true;
}

export const logLevels = ['debug', 'info', 'error', 'silent'] as const;

export type LogLevel = (typeof logLevels)[number];
