import { setTimeout as pause } from 'node:timers/promises';
import { authorize, verifyTrail } from '@caregate/dev';
import { describeIf, redisForTests, withClient, type TestRedis } from '@caregate/testing';
import { callTool, type ToolReply } from './support/call-tool.js';
import { recordRooms, specStack, type SpecStack } from './support/stack.js';

const mrn = 'MRN002';
const reason = 'unconscious in resuscitation, allergies unknown';
/** What a revocation promises, and as much again for a busy machine. */
const KNOWN_MILLISECONDS_MAX = 2_000;

type Json = Record<string, unknown>;
/** The record, and the pictures. */
const doors = ['ehr', 'imaging'] as const;
type Door = (typeof doors)[number];

const server = await redisForTests();
const tellers = { PostgreSQL: {}, Redis: server && { redis: server } };

for (const [name, teller] of Object.entries<{ readonly redis?: TestRedis } | undefined>(tellers))
  describeIf(teller, `[X02 X13] emergency access to record and pictures, told over ${name}`, ({ redis }) => {
    const began = new Date(Date.now() - 1000).toISOString();
    let stack: SpecStack;
    let door: string;
    let admin: string;
    let patientId: string;
    let place: Json;
    let tokens: Record<Door, string>;

    beforeAll(async () => {
      stack = await specStack({ redis, rooms: [...recordRooms, 'imaging-mcp'] });
      const { auth, imagingMcp } = stack.addresses;
      tokens = await tokensOf('doctor');
      door = await tokenOf('doctor', 'write:emergency-access', auth);
      admin = await tokenOf('admin', 'read:audit write:users', auth);
      const nurse = await tokenOf('nurse', 'read:imaging', imagingMcp);
      place = await placeOfPicture(nurse);
      // Once by somebody who may, so that no time is measured in which the archive reads its files.
      await look('imaging', nurse);
      patientId = (await asOwner<{ id: string }>('select id from ehr.patient where mrn = $1', [mrn]))[0]?.id ?? '';
    }, 180_000);
    afterAll(() => stack.end());

    async function tokenOf(login: string, scope: string, resource: string): Promise<string> {
      const person = stack.people.find((one) => one.login === login);
      if (person === undefined) throw new Error(`no ${login} in the sandbox`);
      return (await authorize(stack.addresses, person, scope, resource)).accessToken;
    }

    async function tokensOf(login: string): Promise<Record<Door, string>> {
      const { ehrMcp, imagingMcp } = stack.addresses;
      return {
        ehr: await tokenOf(login, 'read:patients', ehrMcp),
        imaging: await tokenOf(login, 'read:imaging', imagingMcp),
      };
    }

    async function asOwner<T>(sql: string, values: readonly unknown[]): Promise<T[]> {
      return withClient(stack.adminUrl, async (client) => (await client.query(sql, [...values])).rows as T[]);
    }

    async function ask(token: string, path: string, method = 'GET', body?: object): Promise<Json> {
      const response = await fetch(`${stack.addresses.auth}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      const text = await response.text();
      return text === '' ? {} : (JSON.parse(text) as Json);
    }

    const image = (token: string, tool: string, input: object) =>
      callTool(stack.addresses.imagingMcp, token, tool, { ...input });

    async function placeOfPicture(token: string): Promise<Json> {
      const stores = (await image(token, 'list_datastores', {})).json['datastore_summaries'] as Json[];
      const datastore = { datastore_id: stores[0]?.['datastore_id'] };
      const found = (await image(token, 'search_image_sets', { ...datastore, ...ofPatient })).json;
      const [summary] = found['image_sets_metadata_summaries'] as Json[];
      return { ...datastore, image_set_id: summary?.['image_set_id'] };
    }

    function look(at: Door, token = tokens[at]): Promise<ToolReply> {
      return at === 'ehr'
        ? callTool(stack.addresses.ehrMcp, token, 'get_patient', { mrn })
        : image(token, 'render_image_frame', place);
    }

    const breakGlass = async () =>
      String((await ask(door, '/account/break-glass', 'POST', { patient_number: mrn, reason }))['id']);

    /** Every process knows it within the second, of whichever they are. */
    async function expectSoon(check: (reply: ToolReply) => boolean): Promise<ToolReply[]> {
      const until = performance.now() + KNOWN_MILLISECONDS_MAX;
      for (;;) {
        const replies = await Promise.all(doors.map((each) => look(each)));
        if (replies.every(check)) return replies;
        if (performance.now() > until) throw new Error(`still not: ${JSON.stringify(replies.map(({ json }) => json))}`);
        await pause(50);
      }
    }
    const isOpen = ({ isError }: ToolReply) => !isError;
    const isRefused = ({ json }: ToolReply) => json['code'] === 'access.patient.refused';

    it.each(doors)('is offered where the %s refuses a doctor of other patients', async (at) => {
      expect((await look(at)).json).toMatchObject({
        code: 'access.patient.refused',
        break_glass_url: `${stack.addresses.console}emergency`,
      });
    });

    it('opens both within a second, and each look by it says so on the trail', async () => {
      const glass = await breakGlass();
      const [record, picture] = await expectSoon(isOpen);
      expect(record?.json['patient']).toMatchObject({ mrn });
      expect(picture?.image?.length).toBeGreaterThan(1000);
      for (const event of ['patient.read', 'imaging.frame.read']) {
        const { entries } = await ask(
          admin,
          `/audit/events?limit=50&action=${event}&from=${encodeURIComponent(began)}`,
        );
        const looks = (entries as Json[]).filter(
          ({ outcome, actor }) => outcome === 'success' && Object(actor).role === 'doctor',
        );
        expect(looks).not.toEqual([]);
        for (const entry of looks)
          expect(entry).toMatchObject({
            patientId,
            decision: 'break-glass',
            purpose: 'BTG',
            detail: { breakGlass: glass },
          });
      }
    });

    it('finds the pictures of that patient, and those of nobody else', async () => {
      const search = async (DICOMPatientId: string) =>
        (
          await image(tokens.imaging, 'search_image_sets', {
            datastore_id: place['datastore_id'],
            search_criteria: { filters: [{ operator: 'EQUAL', values: [{ DICOMPatientId }] }] },
          })
        ).json['image_sets_metadata_summaries'];
      expect(await search(mrn)).not.toEqual([]);
      expect(await search('MRN003')).toEqual([]);
    });

    it('closes both within a second when it is ended', async () => {
      const { open } = (await ask(door, '/account/break-glass')) as { open: Json[] };
      await ask(door, `/account/break-glass/${String(open[0]?.['id'])}`, 'DELETE');
      await expectSoon(isRefused);
    });

    it('closes both with another role, for the tokens of before and for those of the new role', async () => {
      await breakGlass();
      await expectSoon(isOpen);
      const [doctor] = await asOwner<{ id: string }>(`select id from auth.user_account where role = 'doctor'`, []);
      await ask(admin, `/users/${doctor?.id}`, 'PATCH', { role: 'radiologist' });
      await expectSoon(({ status }) => status === 401);
      tokens = await tokensOf('doctor');
      await expectSoon(isRefused);
      expect((await verifyTrail(stack.folder, stack.adminUrl)).ok).toBe(true);
    });
  });

const ofPatient = { search_criteria: { filters: [{ operator: 'EQUAL', values: [{ DICOMPatientId: mrn }] }] } };
