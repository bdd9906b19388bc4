import type { EmergencyAccess } from '@caregate/core-contracts';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { Confirm } from '../parts/confirm.js';
import { Copyable } from '../parts/copyable.js';
import { RecordList } from '../parts/record-list.js';
import { TimeLeft } from './time-left.js';
import { emergenciesKey, useEmergencies } from './use-emergencies.js';

/** What the person has open, how long still, and the way to end it sooner. */
export function OpenEmergencies() {
  const [ending, setEnding] = useState<EmergencyAccess | undefined>();
  const query = useEmergencies();
  const client = useQueryClient();
  return (
    <>
      <h2 className="section">Open to you now</h2>
      <RecordList
        label="Open to you now"
        query={query}
        items={({ open }) => open}
        keyOf={({ id }) => id}
        empty="You have no record open by emergency access."
        short
        columns={[
          { header: 'Patient', cell: (access) => <Copyable text={patientOf(access)} what="patient number" /> },
          { header: 'Reason', cell: ({ reason }) => reason },
          {
            header: 'Time left',
            cell: ({ ends_at: until }) => (
              <TimeLeft until={until} over={() => void client.invalidateQueries({ queryKey: emergenciesKey })} />
            ),
          },
          {
            header: 'Actions',
            cell: (access) => (
              <Button
                variant="subtle"
                size="compact-sm"
                className="danger"
                aria-label={`End access to ${patientOf(access)}`}
                onClick={() => setEnding(access)}
              >
                End access
              </Button>
            ),
          },
        ]}
      />
      <Ending access={ending} close={() => setEnding(undefined)} />
    </>
  );
}

function Ending({ access, close }: { readonly access: EmergencyAccess | undefined; readonly close: () => void }) {
  const client = useQueryClient();
  const deed = useMutation({
    mutationFn: ({ id }: EmergencyAccess) =>
      ask(z.undefined(), `${paths.breakGlass}/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => {
      notifications.show({ message: 'The emergency access was ended.', color: 'green' });
      close();
    },
    onSettled: () => client.invalidateQueries({ queryKey: emergenciesKey }),
  });
  return (
    <Confirm of={access} title="End this emergency access?" act="End access" isGrave={false} deed={deed} close={close}>
      The record of <strong>{access && patientOf(access)}</strong> closes to you at once. It is reviewed all the same.
    </Confirm>
  );
}

function patientOf({ patient_number: number, patient_id: id }: EmergencyAccess): string {
  return number ?? id;
}
