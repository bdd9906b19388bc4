import type { LabMeasurement } from '../labs/lab-measurement.js';
import type { LabComponent, ReferenceRange } from '../labs/lab-panel.js';

const surroundings = new Map<LabComponent, Map<ReferenceRange, Surroundings>>();

/** The columns of a component from its name to its flag; all but the value are written once for each range. */
export function componentText({ definition, range, valueNumber, valueText, flag }: LabMeasurement): string {
  const { before, after } = surroundingsOf(definition, range);
  return `${before}${valueNumber ?? '\\N'}\t${valueText ?? '\\N'}${after}${flag}`;
}

interface Surroundings {
  readonly before: string;
  readonly after: string;
}

function surroundingsOf(definition: LabComponent, range: ReferenceRange): Surroundings {
  let byRange = surroundings.get(definition);
  if (byRange === undefined) surroundings.set(definition, (byRange = new Map<ReferenceRange, Surroundings>()));
  let found = byRange.get(range);
  if (found === undefined) byRange.set(range, (found = write(definition, range)));
  return found;
}

function write(definition: LabComponent, range: ReferenceRange): Surroundings {
  const words = definition.kind === 'observed' ? ['\\N', definition.normal] : [definition.unit, '\\N'];
  return {
    before: `\t${definition.component}\t${definition.loincCode}\t`,
    after: `\t${words[0]}\t${range.low ?? '\\N'}\t${range.high ?? '\\N'}\t${words[1]}\t`,
  };
}
