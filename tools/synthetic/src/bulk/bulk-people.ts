import { isoDate, type EpochDay } from '../calendar/days.js';
import { drawBirthDay } from '../clinic/people/draw-birth-day.js';
import { drawDetails } from '../clinic/people/draw-details.js';
import { drawGender } from '../clinic/people/draw-gender.js';
import { givenNames } from '../data/given-names.data.js';
import { Prng } from '../random/prng.js';
import { RowIds } from '../random/row-ids.js';
import { ShortCodes } from '../random/short-codes.js';
import { drawSubject } from '../subject/draw-subject.js';
import type { Subject } from '../subject/subject.js';
import { copyLine } from './copy-line.js';
import { drawSurname } from './draw-surname.js';
import { instantText } from './time-texts.js';

/** Ten years of history; children have less. */
const HISTORY_DAYS = 3650;
const REGISTERED_AT_MINUTE = 840;

/** The patients of a bulk load. Their MRNs have seven digits, so that they never meet those of the clinic. */
export class BulkPeople {
  private readonly identity: Prng;
  private readonly details: Prng;
  private readonly ids: RowIds;
  private readonly codes: ShortCodes;

  constructor(
    seed: number,
    private readonly anchorDay: EpochDay,
    epochMilliseconds: number,
  ) {
    this.identity = new Prng(seed, 'bulk.patient');
    this.details = new Prng(seed, 'bulk.patient.details');
    this.ids = new RowIds(seed, 'bulk.patient', epochMilliseconds);
    this.codes = new ShortCodes(seed, 'MRN', 7);
  }

  id(n: number): string {
    return this.ids.at(n);
  }

  mrn(n: number): string {
    return this.codes.at(n);
  }

  /** The body of a patient and since when there is a record of it. */
  subject(n: number): { subject: Subject; since: EpochDay } {
    return this.draw(n);
  }

  line(n: number): string {
    const { anchorDay } = this;
    const { subject, gender, since } = this.draw(n);
    const random = this.details.rekey(n);
    const firstName = random.pick(givenNames[subject.sex]);
    const lastName = drawSurname(random);
    const { birthDay } = subject;
    const more = drawDetails(random, { firstName, lastName, birthDay, anchorDay, emailTag: String(n) });
    const createdAt = instantText(since, REGISTERED_AT_MINUTE);
    const values = { id: this.id(n), mrn: this.mrn(n), firstName, lastName, birthDate: isoDate(birthDay), gender };
    return copyLine([...Object.values(values), ...Object.values(more), createdAt, createdAt]);
  }

  private draw(n: number) {
    const random = this.identity.rekey(n);
    const { gender, sex } = drawGender(random);
    const birthDay = drawBirthDay(random, this.anchorDay);
    const subject = drawSubject(random, { sex, birthDay, anchorDay: this.anchorDay });
    return { gender, subject, since: Math.max(birthDay, this.anchorDay - HISTORY_DAYS) };
  }
}
