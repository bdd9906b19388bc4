import { breakGlass, brokenGlass, type BreakGlass } from '@caregate/core-contracts';
import { Button, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { Refusal } from '../parts/refusal.js';
import { useCheckedForm } from '../parts/use-checked-form.js';
import { emergenciesKey } from './use-emergencies.js';

const faults = {
  patient_number: 'The number of the patient is needed.',
  reason: 'At least ten letters, so that a second person can understand it.',
  minutes: 'An hour at most.',
} as const;

type Field = keyof typeof faults;

/** Opens the record of one patient. What follows from it stands beside the button that does it. */
export function BreakGlassForm() {
  const [search] = useSearchParams();
  const [said, setSaid] = useState({ patient_number: search.get('patient') ?? '', reason: '', minutes: '30' });
  const opening = useOpening(() => {
    setSaid((before) => ({ ...before, reason: '' }));
    form.reset();
  });
  const form = useCheckedForm(breakGlass, { ...said, minutes: Number(said.minutes) }, opening.mutate);
  const field = (name: Field) => ({
    value: said[name],
    error: form.wrong.has(name) ? faults[name] : undefined,
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setSaid((before) => ({ ...before, [name]: value })),
  });
  return (
    <form className="card" noValidate aria-label="Open a record in an emergency" onSubmit={form.onSubmit}>
      <Stack>
        <TextInput label="Patient number" description="Such as MRN001." maxLength={64} {...field('patient_number')} />
        <Textarea
          label="Reason"
          description="Why you need this record now. A second person reads it."
          maxLength={500}
          rows={3}
          {...field('reason')}
        />
        <NativeSelect label="For how long" data={periods} {...field('minutes')} />
        <ul className="quiet">
          <li>The record of this one patient opens to you, as far as your role goes, and closes by itself.</li>
          <li>Security is alerted at once.</li>
          <li>Everything that you look at or change is marked on the audit trail as emergency access.</li>
          <li>A second person reviews it afterwards.</li>
        </ul>
        <Refusal error={opening.error} />
        <div className="row">
          <Button type="submit" color="red" loading={opening.isPending}>
            Open the record
          </Button>
        </div>
      </Stack>
    </form>
  );
}

const periods = [5, 15, 30, 45, 60].map((minutes) => ({ value: String(minutes), label: `${minutes} minutes` }));

function useOpening(after: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BreakGlass) => ask(brokenGlass, paths.breakGlass, { method: 'POST', body }),
    onSuccess: ({ was_open: wasOpen }) => {
      const message = wasOpen
        ? 'This record is open to you already, for as long as before.'
        : 'The record is open to you.';
      notifications.show({ message, color: wasOpen ? 'yellow' : 'green' });
      after();
    },
    onSettled: () => client.invalidateQueries({ queryKey: emergenciesKey }),
  });
}
