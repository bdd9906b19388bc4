import type { EpochDay } from '../calendar/days.js';
import { nurses } from '../data/nurses.data.js';
import { Prng } from '../random/prng.js';
import { RowIds } from '../random/row-ids.js';
import { measureVitals } from '../subject/measure-vitals.js';
import type { BulkPeople } from './bulk-people.js';
import { instantText } from './time-texts.js';

/** 13:00 to 21:00 UTC: working hours on the American east coast, whatever the season. */
const MINUTES = [780, 1259] as const;

/** Vital signs of a bulk load; row `n * perPatient + k` is the k-th of patient n. */
export class BulkVitalSigns {
  private readonly random: Prng;
  private readonly ids: RowIds;

  constructor(
    seed: number,
    private readonly at: { people: BulkPeople; anchorDay: EpochDay; epochMilliseconds: number; perPatient: number },
  ) {
    this.random = new Prng(seed, 'bulk.vital_sign');
    this.ids = new RowIds(seed, 'bulk.vital_sign', at.epochMilliseconds);
  }

  lines(n: number): string {
    const { people, anchorDay, perPatient } = this.at;
    const { subject, since } = people.subject(n);
    const patientId = people.id(n);
    const step = (anchorDay - 1 - since) / perPatient;
    let lines = '';
    for (let k = 0; k < perPatient; k += 1) {
      const row = n * perPatient + k;
      const random = this.random.rekey(row);
      const day = since + Math.floor(step * k + random.below(Math.ceil(step)));
      const recordedAt = instantText(day, random.between(MINUTES[0], MINUTES[1]));
      const v = measureVitals(random, subject, day, anchorDay);
      const pressure = v.systolicBp === null ? '\\N\t\\N' : `${v.systolicBp}\t${v.diastolicBp}`;
      lines +=
        `${this.ids.at(row)}\t${patientId}\t${recordedAt}\t${pressure}\t${v.heartRate}\t${v.temperature}` +
        `\t${v.respiratoryRate}\t${v.oxygenSaturation}\t${v.weight}\t${v.height}\t${v.bmi}\t${random.pick(nurses)}` +
        `\t${recordedAt}\n`;
    }
    return lines;
  }
}
