import { readFile, writeFile } from 'node:fs/promises';
import { DomainError } from '@caregate/core-errors';
import { loadConfig } from '@caregate/kit-config';
import { Command } from 'commander';
import { listQuery, newClient, revokeRequest } from './admin/oauth/oauth-admin.schema.js';
import { withOAuthAdmin, type OAuthAdminTools } from './admin/oauth/with-oauth-admin.js';
import { configSchema } from './config.js';
import { failureSentence } from './failure-sentence.js';
import { service } from './trail/actors.js';

const program = new Command('oauth').description(
  'Looks after applications, tokens and what people allowed. Reads the same variables as the server.',
);

interface Options {
  readonly client?: string;
  readonly user?: string;
  readonly limit?: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
}

const clients = program.command('clients').description('Registered applications');
withFilters(clients.command('list')).action((options: Options) =>
  run(({ admin }) => admin.clients(listQuery.parse(options))),
);
named(clients.command('show')).action((id: string) => run(({ admin }) => admin.client(id)));
clients
  .command('add <file>')
  .description('Registers what the JSON file describes; its secret is printed this once.')
  .action((file: string) =>
    run(async ({ admin }) => admin.add(newClient.parse(JSON.parse(await readFile(file, 'utf8'))), service)),
  );
withReason(named(clients.command('revoke'))).action((id: string, { reason = '' }: Options) =>
  run(async ({ admin }) => done(await admin.removeClient(id, reason, service))),
);

const tokens = program.command('tokens').description('Tokens that have not expired');
withFilters(tokens.command('list')).action((options: Options) =>
  run(({ admin }) => admin.tokens(listQuery.parse(options))),
);
named(tokens.command('show'), 'jti').action((jti: string) => run(({ admin }) => admin.token(jti)));
withReason(named(tokens.command('revoke'), 'jti')).action((jti: string, { reason = '' }: Options) =>
  run(async ({ admin }) => done(await admin.revokeToken(jti, reason, service))),
);

const grants = program.command('grants').description('What people allowed to applications');
withFilters(grants.command('list')).action((options: Options) =>
  run(async ({ grants: all }) => {
    const { user, client } = listQuery.parse(options);
    return { grants: await all.of(user, client) };
  }),
);
named(grants.command('show')).action((id: string) =>
  run(async ({ grants: all }) => found((await all.of()).find((grant) => grant.id === id))),
);
withReason(named(grants.command('revoke'))).action((id: string, { reason = '' }: Options) =>
  run(async ({ grants: all }) => found((await all.revoke(id, service, reason)) ? { done: true } : undefined)),
);

for (const group of [clients, tokens, grants, program])
  group
    .command('purge')
    .description('Removes what has expired and self-registered applications that nobody uses any more.')
    .option('--dry-run', 'only counts', false)
    .action(({ dryRun = false }: Options) => run(({ admin }) => admin.purge(dryRun, service)));

program.command('stats').action(() => run(({ admin }) => admin.stats()));

program
  .command('backup <file>')
  .description('Writes all applications to a file (mode 0600), their secrets as keyed hashes.')
  .action((file: string) =>
    run(async ({ admin }) => {
      await writeFile(file, await admin.backup(service), { mode: 0o600, flag: 'wx', flush: true });
      return done();
    }),
  );

program
  .command('restore <file>')
  .description(
    'Brings back applications that are gone; those that are there stay as they are, and what was revoked stays away. Their secrets open only where CLIENT_SECRET_PEPPER is the same.',
  )
  .option('--dry-run', 'only counts', false)
  .action((file: string, { dryRun = false }: Options) =>
    run(async ({ admin }) => admin.restore(await readFile(file, 'utf8'), dryRun, service)),
  );

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${failureSentence(error)}\n`);
  process.exitCode = 1;
}

async function run(work: (tools: OAuthAdminTools) => Promise<object>): Promise<void> {
  const answer = await withOAuthAdmin(loadConfig(configSchema), work);
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
}

function withFilters(command: Command): Command {
  return command
    .option('--client <id>', 'of this application')
    .option('--user <uuid>', 'of this person')
    .option('--limit <n>', 'at most so many');
}

/** One in 64 random identifiers begins with a dash: none is taken for an option, not even one that begins with -h. */
function named(command: Command, argument = 'id'): Command {
  return command.argument(`<${argument}>`).allowUnknownOption().helpOption('--help');
}

function withReason(command: Command): Command {
  return command.requiredOption(
    '--reason <text>',
    'goes on the audit trail',
    (text: string) => revokeRequest.parse({ reason: text }).reason,
  );
}

function done(_nothing?: void): object {
  return { done: true };
}

function found<T extends object>(value: T | undefined): T {
  if (value === undefined) throw new DomainError('oauth.grant.unknown');
  return value;
}
