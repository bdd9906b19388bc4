import { auditOutcome, type AuditEventList } from '@caregate/core-contracts';
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { z } from 'zod';
import { anyOr, choicesOf } from '../parts/choices.js';
import { TextFilter } from '../parts/text-filter.js';
import type { AuditFilter } from './audit-query.js';

interface AuditFiltersProps {
  readonly said: Record<AuditFilter, string>;
  readonly events: AuditEventList['events'];
  readonly change: (some: Partial<Record<AuditFilter, string>>) => void;
  readonly clear: () => void;
}

export function AuditFilters({ said, events, change, clear }: AuditFiltersProps) {
  // What cannot be looked for is in no address, so that only fields made anew are empty.
  const [times, setTimes] = useState(0);
  const text = (name: AuditFilter) => ({ said: said[name], tell: (value: string) => change({ [name]: value }) });
  const choice = (name: AuditFilter) => ({
    value: said[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => change({ [name]: currentTarget.value }),
  });
  const names = events.map(({ name, title }) => ({ value: name, label: title }));
  return (
    <search key={times} className="filters" aria-label="Filters">
      <TextFilter label="User or client id" maxLength={200} {...text('user')} />
      <NativeSelect label="Event" data={anyOr(names)} {...choice('action')} />
      <NativeSelect label="Outcome" data={choicesOf(auditOutcome.options)} {...choice('outcome')} />
      <TextFilter label="Patient id" maxLength={36} fault={patientFault} {...text('patient')} />
      <TextFilter label="From" type="date" {...text('from')} />
      <TextFilter
        label="To"
        type="date"
        fault={(day) => (day !== '' && day < said.from ? 'Earlier than the first day.' : undefined)}
        {...text('to')}
      />
      {Object.values(said).some((value) => value !== '') && (
        <Button
          variant="subtle"
          className="clear"
          onClick={() => {
            clear();
            setTimes(times + 1);
          }}
        >
          Clear filters
        </Button>
      )}
    </search>
  );
}

/** A hospital's number of a patient is nothing for an address, and the trail does not hold it. */
function patientFault(text: string): string | undefined {
  return text === '' || z.guid().safeParse(text).success ? undefined : 'The id of a record, no number of a hospital.';
}
