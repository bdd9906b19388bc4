import { givenCaller, givenRelation } from '@caregate/testing';
import type { Role } from '@caregate/core-permissions';
import { ehrTools } from '../ehr-tools.js';
import { givenClinic, type GivenClinic } from '../testing/given-clinic.js';
import {
  actualOf,
  allRoles,
  expectedOf,
  matrixTable,
  walletsFor,
  type MatrixLine,
  type Wallet,
} from './matrix-table.fixture.js';
import { toolMatrix } from './tool-matrix.fixture.js';

describe('role × scope × tool (features U03, U07)', () => {
  let clinic: GivenClinic;

  beforeAll(async () => {
    clinic = await givenClinic();
  });
  afterAll(() => clinic.end());

  it('has a row for every tool that is not public', () => {
    const guarded = ehrTools.filter(({ permission }) => permission !== 'public').map(({ name }) => name);
    expect(matrixTable.map(([tool]) => tool)).toEqual(guarded);
  });

  it('is what the table for readers says', () => {
    const printed = toolMatrix(ehrTools).filter(({ permission }) => permission !== 'public');
    const compared = printed.map(({ tool, scopes: opens, ownScopes, roles: holders }) => [
      tool,
      opens,
      ownScopes.length > 0,
      [...holders].sort(),
    ]);
    expect(compared).toEqual(
      matrixTable.map(([tool, opens, own, holders]) => [tool, opens, own, holders.split(' ').sort()]),
    );
  });

  it.each(matrixTable.map((row) => [row[0], row] as const))(
    '%s opens to its roles with its scopes, and to nobody and nothing else, over the wire',
    async (_tool, row) => {
      const cells = allRoles.flatMap((role) => walletsFor(row).map((wallet) => ({ role, wallet })));
      const complaints = await Promise.all(cells.map(({ role, wallet }) => complaintOf(row, role, wallet)));
      expect(complaints.filter((complaint) => complaint !== undefined)).toEqual([]);
    },
  );

  async function complaintOf([tool, , , holders, input]: MatrixLine, role: Role, wallet: Wallet) {
    const token = `${tool}.${role}.${wallet.name.replaceAll(/\W/g, '.')}`;
    const kind = role === 'patient' ? 'self' : 'assignment';
    const caller = givenCaller({ subject: token, role, scopes: wallet.scopes });
    clinic.door.admit(token, caller, [givenRelation(token, clinic.john, kind)]);
    const { json, status } = await clinic.door.call(token, tool, { ...input });
    const expected = expectedOf(holders.split(' ').includes(role), wallet.opens(role));
    const actual = status === 403 ? 'access.scope.insufficient' : actualOf(status, String(json['code'] ?? ''));
    return expected === actual ? undefined : `${role} with ${wallet.name}: ${actual} instead of ${expected}`;
  }
});
