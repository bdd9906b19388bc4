import { emergencyReview, type EmergencyReview, type EmergencyReviewQueue } from '@caregate/core-contracts';
import { Button, Modal, NativeSelect, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { Refusal } from '../parts/refusal.js';
import { useCheckedForm } from '../parts/use-checked-form.js';

export const reviewsKey = ['emergency-reviews'];

export type PendingReview = EmergencyReviewQueue['pending'][number];

interface ReviewDialogProps {
  readonly of: PendingReview | undefined;
  readonly close: () => void;
}

/** What a second person found: said once, and never changed. */
export function ReviewDialog({ of, close }: ReviewDialogProps) {
  return (
    <Modal
      opened={of !== undefined}
      onClose={close}
      title="Review this emergency access"
      centered
      lockScroll={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {of !== undefined && <ReviewForm of={of} close={close} />}
    </Modal>
  );
}

const verdicts = [
  { value: '', label: 'Choose' },
  { value: 'justified', label: 'Justified' },
  { value: 'unjustified', label: 'Not justified' },
];

function ReviewForm({ of, close }: { readonly of: PendingReview; readonly close: () => void }) {
  const [verdict, setVerdict] = useState('');
  const [note, setNote] = useState('');
  const review = useReview(of.id, close);
  const { wrong, onSubmit } = useCheckedForm(emergencyReview, { verdict, note }, review.mutate);
  return (
    <form noValidate onSubmit={onSubmit}>
      <Stack>
        <p>
          <strong>{of.name ?? of.subject}</strong> gave as the reason: <q>{of.reason}</q>
        </p>
        <NativeSelect
          label="Verdict"
          data={verdicts}
          value={verdict}
          error={wrong.has('verdict') ? 'A verdict is needed.' : undefined}
          onChange={({ currentTarget }) => setVerdict(currentTarget.value)}
          data-autofocus
        />
        <Textarea
          label="Note"
          description="What you asked, and of whom. It cannot be changed afterwards."
          maxLength={500}
          rows={3}
          value={note}
          error={wrong.has('note') ? 'A note is needed.' : undefined}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <Refusal error={review.error} />
        <Button type="submit" loading={review.isPending}>
          Record the review
        </Button>
      </Stack>
    </form>
  );
}

function useReview(id: string, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: EmergencyReview) =>
      ask(z.undefined(), `${paths.emergencyReviews}/${encodeURIComponent(id)}/review`, { method: 'POST', body }),
    onSuccess: () => {
      notifications.show({ message: 'The review was recorded.', color: 'green' });
      done();
    },
    onSettled: () => client.invalidateQueries({ queryKey: reviewsKey }),
  });
}
