import { createServer, type Server } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import { createDataSource } from '@caregate/data-models';
import type { McpHost } from '@caregate/kit-mcp';
import { givenCaller, givenRelation, listen, RecordingAudit, Visitors } from '@caregate/testing';
import { PatientIndex } from '../patients/patient-index.js';
import { specHost } from '../testing/spec-host.js';
import { waysIn, type WayIn } from '../testing/ways-in.js';
import { actualOf, allRoles, expectedOf, matrixTable, walletsFor } from './matrix-table.fixture.js';

const john = '00000000-0000-7000-8000-000000000001';
const visitors = new Visitors();

interface Cell {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly token: string;
  readonly expected: string;
}

const cells: readonly Cell[] = matrixTable.flatMap((line) =>
  allRoles.flatMap((role) =>
    walletsFor(line).map(({ name, scopes, opens }) => {
      const [tool, , , holders, input] = line;
      const token = `${tool}.${role}.${name.replaceAll(/\W/g, '.')}`;
      const kind = role === 'patient' ? 'self' : 'assignment';
      visitors.admit(token, givenCaller({ subject: token, role, scopes }), [givenRelation(token, john, kind)]);
      return { tool, input: { ...input }, token, expected: expectedOf(holders.split(' ').includes(role), opens(role)) };
    }),
  ),
);

/**
 * Behind the decision there is no database here: a call that may be made fails there, which is as good as an answer to the
 * question whether it was let through. That tools do their work is for the specs of the tools.
 */
function hostOf(trail: RecordingAudit): McpHost {
  const verify = async (token: string) =>
    token === 'old' ? Promise.reject(new DomainError('token.expired')) : visitors.verifier.verify(token);
  return specHost({
    dataSource: createDataSource({ url: 'postgres://nobody@127.0.0.1:1/none', applicationName: 'spec' }),
    services: { patientIndex: new PatientIndex(async () => john) },
    verifier: { verify },
    authorizer: visitors.authorizer,
    audit: trail,
    firstVersion: { deprecatedSince: new Date(0), successorUrl: 'http://127.0.0.1/mcp' },
  });
}

describe('role × scope × tool is one table at every door (features U03, U07, E01, E02, E03)', () => {
  const trail = new RecordingAudit();
  const host = hostOf(trail);
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer((request, response) =>
      request.url === '/call'
        ? void host.handleFirstVersion('call', request, response)
        : void host.handleHttp(request, response),
    );
    host.takeSockets(server);
    url = `http://127.0.0.1:${await listen(server)}`;
  });
  afterAll(async () => {
    await host.close();
    server.closeAllConnections();
    server.close();
  });

  it.each(Object.entries(waysIn))('%s', async (_name, open) => {
    const way = await open(url, host);
    const written = trail.entries.length;
    const complaints = await inLanes(cells, (cell) => complaintOf(way, cell));
    await way.close();
    expect(complaints.filter((complaint) => complaint !== undefined)).toEqual([]);
    // Each call is on the trail, let through or not.
    expect(trail.entries.length - written).toBeGreaterThanOrEqual(cells.length);
  });

  it.each(Object.entries(waysIn))('a bad access_token is told as the first server told it: %s', async (name, open) => {
    const way = await open(url, host);
    const answers: string[] = [];
    for (const token of ['forged', 'old'])
      answers.push((await way.call('', 'get_patient', { mrn: 'MRN001', access_token: token })).message);
    await way.close();
    const ofRoutes = ['Invalid access token', 'Invalid access token'];
    expect(answers).toEqual(
      name.includes('version 1') ? ofRoutes : ['Invalid token: Invalid token', 'Invalid token: Token has expired'],
    );
  });

  async function complaintOf(way: WayIn, { tool, input, token, expected }: Cell): Promise<string | undefined> {
    const { status, code } = await way.call(token, tool, input);
    const actual = status === 403 ? 'access.scope.insufficient' : actualOf(status, code);
    return actual === expected ? undefined : `${token}: ${actual} instead of ${expected}`;
  }
});

/** A few at a time: as many as one client keeps open. */
async function inLanes<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const rest = items[Symbol.iterator]();
  const lane = async () => {
    for (const item of rest) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  return results;
}
