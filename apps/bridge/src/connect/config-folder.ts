import { homedir } from 'node:os';
import path from 'node:path';
import type { ConnectConfig } from './connect.config.js';

/** Where a user's programs keep what is theirs: XDG Base Directory, or its like on Windows. */
export function configFolder(config: ConnectConfig, chosen: string | undefined): string {
  const { BRIDGE_CONFIG_FOLDER, XDG_CONFIG_HOME, APPDATA } = config;
  const ofUser = XDG_CONFIG_HOME ?? APPDATA ?? path.join(homedir(), '.config');
  return chosen ?? BRIDGE_CONFIG_FOLDER ?? path.join(ofUser, 'caregate', 'bridge');
}
