import { biasDetectorConfig } from '@caregate/agents';
import { configSchema } from '@caregate/auth';
import { bridgeConfig } from '@caregate/bridge';
import { ehrConfig } from '@caregate/ehr-mcp';
import { imagingConfig } from '@caregate/imaging-mcp';
import { describeConfig, type ConfigRow } from '@caregate/kit-config';
import { orchestratorConfig } from '@caregate/orchestrator';
import { code, page, table } from './markdown.js';

/** Every variable that an app reads; `X_FILE` names a file with the value of `X`. */
export function configPage(): string {
  const body = [
    ...section('apps/auth', describeConfig(configSchema)),
    ...section('apps/ehr-mcp', describeConfig(ehrConfig)),
    ...section('apps/imaging-mcp', describeConfig(imagingConfig)),
    ...section('apps/orchestrator', describeConfig(orchestratorConfig)),
    ...section('apps/agents: bias detector', describeConfig(biasDetectorConfig)),
    ...section('apps/bridge', describeConfig(bridgeConfig)),
  ].join('\n\n');
  return page('Configuration', 'Every variable can also be given as a file: `X_FILE` names it.', body);
}

function section(title: string, rows: readonly ConfigRow[]): string[] {
  const cells = rows.map((row) => [
    code(row.variable),
    row.required ? 'yes' : '',
    row.secret ? 'secret' : row.default === undefined ? '' : code(String(row.default)),
    row.description ?? '',
  ]);
  return [`## ${title}`, table(['Variable', 'Required', 'Default', 'Meaning'], cells)];
}
