import { scopes, type Scope } from '@caregate/core-permissions';
import { givenCaller, givenRelation } from '@caregate/testing';
import { ehrDatabase, type EhrDatabase } from './ehr-database.js';
import { ehrDoor, type EhrDoor } from './ehr-door.js';

export interface GivenClinic {
  readonly database: EhrDatabase;
  readonly door: EhrDoor;
  /** Logical ids. */
  readonly john: string;
  readonly mary: string;
  readonly provider: string;
  end(): Promise<void>;
}

const everyScope = Object.keys(scopes) as Scope[];

/**
 * John (MRN001), a man, and Mary (MRN002), a woman, and Dr. Sarah Smith. Tokens: `app`, a client of the doctor role that
 * reaches every patient; `doctor`, a person assigned to John; `cautious`, the same without the scope for overrides;
 * `nurse`, a client; `lab`, a system client; `reader`, with read scopes only; `stranger`, related to nobody.
 */
export async function givenClinic(): Promise<GivenClinic> {
  const database = await ehrDatabase();
  const door = await ehrDoor(database);
  const john = await database.addPatient({
    mrn: 'MRN001',
    first_name: 'John',
    last_name: 'Doe',
    birth_date: '1985-06-15',
    gender: 'male',
  });
  const mary = await database.addPatient({
    mrn: 'MRN002',
    first_name: 'Mary',
    last_name: 'Johnson',
    birth_date: '1990-01-01',
    gender: 'female',
  });
  const [row] = await database.query(
    `INSERT INTO ehr.provider (npi, name, specialty, department, phone) VALUES
       ('1234567893', 'Dr. Sarah Smith', 'Internal Medicine', 'Primary Care', '555-0100') RETURNING id`,
  );
  admitAll(door, john);
  return {
    database,
    door,
    john,
    mary,
    provider: String(row?.['id']),
    end: async () => {
      await door.end();
      await database.end();
    },
  };
}

function admitAll(door: EhrDoor, john: string): void {
  const readScopes = everyScope.filter((scope) => scope.startsWith('read:'));
  const careful = everyScope.filter((scope) => scope !== 'write:overrides');
  door.admit('app', givenCaller({ kind: 'client', subject: 'app-1', scopes: careful }), [givenRelation('app-1', null)]);
  door.admit('doctor', givenCaller({ subject: 'doctor-1', scopes: everyScope }), [givenRelation('doctor-1', john)]);
  door.admit('cautious', givenCaller({ subject: 'doctor-2', scopes: careful }), [givenRelation('doctor-2', john)]);
  door.admit('reader', givenCaller({ subject: 'doctor-3', scopes: readScopes }), [givenRelation('doctor-3', john)]);
  door.admit('stranger', givenCaller({ subject: 'doctor-4', scopes: everyScope }));
  door.admit('nurse', givenCaller({ kind: 'client', subject: 'nurse-1', role: 'nurse', scopes: everyScope }), [
    givenRelation('nurse-1', null),
  ]);
  door.admit('lab', givenCaller({ kind: 'client', subject: 'lab-1', role: 'system', scopes: everyScope }));
}
