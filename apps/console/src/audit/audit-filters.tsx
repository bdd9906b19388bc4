import type { AuditEventList } from '@caregate/core-contracts';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { auditFilters } from './audit-query.js';

interface AuditFiltersProps {
  readonly search: URLSearchParams;
  readonly events: AuditEventList['events'];
  readonly change: (filters: Record<string, string>) => void;
}

export function AuditFilters({ search, events, change }: AuditFiltersProps) {
  const [filters, setFilters] = useState(() =>
    Object.fromEntries(auditFilters.map((name) => [name, search.get(name) ?? ''])),
  );
  const tell = useDebouncedCallback(
    (all: Record<string, string>) =>
      change(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))),
    300,
  );
  const field = (name: (typeof auditFilters)[number]) => ({
    value: filters[name] ?? '',
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => {
      const all = { ...filters, [name]: value.trim() };
      setFilters(all);
      tell(all);
    },
  });
  const clear = () => {
    setFilters({});
    tell({});
  };
  const names = events.map(({ name, title }) => ({ value: name, label: title }));
  return (
    <search className="filters" aria-label="Filters">
      <TextInput label="User or client id" maxLength={200} {...field('user')} />
      <NativeSelect label="Event" data={[{ value: '', label: 'Any' }, ...names]} {...field('action')} />
      <NativeSelect
        label="Outcome"
        data={[{ value: '', label: 'Any' }, 'success', 'refused', 'failure']}
        {...field('outcome')}
      />
      <TextInput label="Patient id" maxLength={36} {...field('patient')} />
      <TextInput label="From" type="date" {...field('from')} />
      <TextInput label="To" type="date" {...field('to')} />
      {Object.values(filters).some((value) => value !== '') && (
        <Button variant="subtle" className="clear" onClick={clear}>
          Clear filters
        </Button>
      )}
    </search>
  );
}
