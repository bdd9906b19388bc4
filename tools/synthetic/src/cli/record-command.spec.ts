import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { migrate } from '@caregate/data-models';
import { testDatabase } from '@caregate/testing';
import { clinicSeed } from '../clinic/clinic-seed.js';
import { loadClinic } from '../load/load-clinic.js';
import { recordCommand } from './record-command.js';

async function run(args: string[], given = ''): Promise<{ status: number; output: string; error: string }> {
  const io = { input: new PassThrough(), output: new PassThrough(), error: new PassThrough() };
  io.input.end(given);
  const status = await recordCommand(args, io);
  io.output.end();
  io.error.end();
  return { status, output: await text(io.output), error: await text(io.error) };
}

describe('the command for records', () => {
  it('writes a record out and reads it into another database (E09)', async () => {
    const [here, there] = [await testDatabase({ migrate }), await testDatabase({ migrate })];
    try {
      await loadClinic(here.superuserUrl, clinicSeed());
      const exported = await run(['export', here.superuserUrl]);
      expect(exported).toMatchObject({ status: 0, error: '' });
      expect(await run(['import', there.superuserUrl], exported.output)).toEqual({ status: 0, output: '', error: '' });
      expect((await run(['export', there.superuserUrl])).output).toBe(exported.output);
    } finally {
      await here.drop();
      await there.drop();
    }
  });

  it('says in a sentence why it did not, and nothing else', async () => {
    const refused = await run(['import', 'postgres://nobody@127.0.0.1:1/none'], 'no json');
    expect(refused).toEqual({ status: 1, output: '', error: 'The document is not JSON.\n' });
  });

  it.each([[[]], [['export']], [['delete', 'postgres://nobody@127.0.0.1:1/none']]])(
    'explains itself for %j',
    async (args) => {
      const explained = await run(args);
      expect(explained.status).toBe(2);
      expect(explained.error).toContain('Usage: record export');
    },
  );
});
