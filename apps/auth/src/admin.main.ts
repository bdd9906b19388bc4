import { loadConfig } from '@caregate/kit-config';
import { Command } from 'commander';
import { withAdminTools } from './admin/admin-tools.js';
import { configSchema } from './config.js';
import { failureSentence } from './failure-sentence.js';

const program = new Command('caregate-auth-admin').description(
  'Sets the authorization server up and looks after its keys. Reads the same variables as the server.',
);

program
  .command('setup')
  .description('Makes signing keys, and the clients and relations that are not there yet. May run any number of times.')
  .option('--clients <file>', 'credentials of the machine clients: read if it is there, then written (JSON, mode 0600)')
  .option('--access <file>', 'people and relations to add (JSON)')
  .action(async ({ clients, access }: { clients?: string; access?: string }) => {
    await withAdminTools(loadConfig(configSchema), async ({ rotation, seedClients, seedAccess }) => {
      await rotation.ensure();
      const made = clients === undefined ? [] : await seedClients.run(clients);
      const added = access === undefined ? { people: 0, relations: 0 } : await seedAccess.run(access);
      tell({ clients: made.length, ...added });
    });
  });

program
  .command('rotate-keys')
  .description('Lets the next signing key sign. The one before is believed until its last token has expired.')
  .option('--emergency', 'the one before is believed no more from now on, and neither are its tokens', false)
  .action(async ({ emergency }: { emergency: boolean }) => {
    await withAdminTools(loadConfig(configSchema), async ({ rotation }) => {
      tell({ active: await rotation.rotate({ emergency }) });
    });
  });

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${failureSentence(error)}\n`);
  process.exitCode = 1;
}

function tell(facts: object): void {
  process.stdout.write(`${JSON.stringify(facts)}\n`);
}
