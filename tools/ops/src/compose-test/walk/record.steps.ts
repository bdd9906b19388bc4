import { expectThat } from './expect-that.js';
import type { Visitor } from './visitor.js';
import type { WalkStep } from './walk-step.js';

const door = '/ehr/mcp';

/** A machine client and the health record. */
export const record: readonly WalkStep[] = [
  { title: 'a machine client reads a patient over MCP', take: readPatient },
  { title: 'a call without a token is refused', take: withoutToken },
  { title: 'a token for another resource is refused', take: otherAudience },
  { title: 'a tool that the scopes do not cover is refused', take: otherScope },
  { title: 'a client without a relation to the patient is refused', take: otherPatient },
];

async function readPatient(visitor: Visitor): Promise<string> {
  const bearer = await visitor.token({ app: 'hospital-ehr-app', resource: door });
  const { isError, text } = await visitor.call(door, bearer, 'get_patient', { mrn: 'MRN001' });
  expectThat(!isError && text.includes('Doe'), text.slice(0, 200));
  return 'MRN001';
}

async function withoutToken(visitor: Visitor): Promise<string> {
  const response = await visitor.get('/imaging/mcp');
  const challenge = response.headers.get('www-authenticate') ?? '';
  expectThat(response.status === 401 && challenge.startsWith('Bearer'), `${response.status} ${challenge}`);
  return challenge;
}

async function otherAudience(visitor: Visitor): Promise<string> {
  const bearer = await visitor.token({ app: 'hospital-ehr-app', resource: door });
  const { status } = await visitor.get('/imaging/mcp', { authorization: `Bearer ${bearer}` });
  expectThat(status === 401, `answered ${status}`);
  return '401';
}

async function otherScope(visitor: Visitor): Promise<string> {
  const bearer = await visitor.token({ app: 'hospital-ehr-app', resource: door, scope: 'read:patients' });
  return refusalOf(visitor.call(door, bearer, 'get_vital_signs', { mrn: 'MRN001' }), /scope/i);
}

async function otherPatient(visitor: Visitor): Promise<string> {
  const bearer = await visitor.token({ app: 'patient-portal', resource: door });
  return refusalOf(visitor.call(door, bearer, 'get_patient', { mrn: 'MRN002' }), /relationship/i);
}

/** Some refusals are answers of the tool, some of the door. */
async function refusalOf(call: Promise<{ isError: boolean; text: string }>, words: RegExp): Promise<string> {
  const { isError, text } = await call.catch((error: unknown) => ({ isError: true, text: String(error) }));
  const line = text.replaceAll(/\s+/g, ' ').slice(0, 90);
  expectThat(isError && words.test(text), `not refused so: ${line}`);
  return line;
}
