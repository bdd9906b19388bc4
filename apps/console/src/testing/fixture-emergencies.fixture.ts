import { randomUUID } from 'node:crypto';
import {
  breakGlass,
  brokenGlass,
  emergencyReview,
  emergencyReviewQueue,
  ownEmergencyAccess,
  problem,
  type EmergencyAccess,
  type EmergencyReviewQueue,
} from '@caregate/core-contracts';
import { permissionsOf, type Permission, type Role } from '@caregate/core-permissions';
import type { Answer, Asked } from './fixture-api.fixture.js';

type Pending = EmergencyReviewQueue['pending'][number];

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

function accessTo(number: string, reason: string, minutes: number): EmergencyAccess {
  return {
    id: randomUUID(),
    patient_id: randomUUID(),
    patient_number: number,
    reason,
    opened_at: minutesFromNow(0),
    ends_at: minutesFromNow(minutes),
  };
}

/** The two doors of emergency access, as the authorization server has them. */
export class FixtureEmergencies {
  open: EmergencyAccess[] = [];
  pending: Pending[] = [];

  constructor() {
    this.reset();
  }

  reset(): void {
    this.open = [accessTo('MRN007', 'unconscious, allergies unknown', 20)];
    const of = (name: string, more: Partial<Pending>): Pending => ({
      ...accessTo('MRN008', 'bleeding, blood group unknown', 0),
      subject: randomUUID(),
      name,
      role: 'doctor',
      is_open: false,
      is_own: false,
      ...more,
    });
    this.pending = [of('Dr. Ended', {}), of('Dr. Open', { is_open: true }), of('Dr. Own', { is_own: true })];
  }

  answer(asked: Asked, role: Role): Answer {
    const own = asked.path.startsWith('/account/');
    const needed: Permission = own ? 'break-glass:open' : 'break-glass:review';
    if (!permissionsOf(role).includes(needed))
      return refused(403, 'access.role.refused', 'Your role does not include this operation.');
    return own ? this.atTheGlass(asked) : this.atTheReviews(asked);
  }

  private atTheGlass({ method, path, body }: Asked): Answer {
    if (method === 'GET') return { status: 200, body: ownEmergencyAccess.parse({ open: this.open }) };
    if (method === 'DELETE') {
      this.open = this.open.filter(({ id }) => !path.endsWith(id));
      return { status: 204 };
    }
    const { patient_number: number, reason, minutes } = breakGlass.parse(body);
    if (number === 'MRN404') return refused(404, 'ehr.patient.not_found', 'No patient has this MRN.');
    const known = this.open.find(({ patient_number: one }) => one === number);
    const access = known ?? accessTo(number, reason, minutes);
    if (known === undefined) this.open = [...this.open, access];
    return { status: 200, body: brokenGlass.parse({ ...access, was_open: known !== undefined }) };
  }

  private atTheReviews({ method, path, body }: Asked): Answer {
    if (method === 'GET') return { status: 200, body: emergencyReviewQueue.parse({ pending: this.pending }) };
    emergencyReview.parse(body);
    const before = this.pending.length;
    this.pending = this.pending.filter(({ id }) => !path.includes(id));
    return before === this.pending.length
      ? refused(409, 'access.glass.reviewed', 'This emergency access has been reviewed already.')
      : { status: 204 };
  }
}

function refused(status: number, code: string, detail: string): Answer {
  const body = problem.parse({ type: `urn:caregate:${code}`, title: code, status, code, detail, requestId: 'r-1' });
  return { status, body };
}
