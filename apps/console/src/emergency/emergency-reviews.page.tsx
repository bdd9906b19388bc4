import { emergencyReviewQueue } from '@caregate/core-contracts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { Copyable } from '../parts/copyable.js';
import { Moment } from '../parts/moment.js';
import { PageHeading } from '../parts/page-heading.js';
import { RecordList } from '../parts/record-list.js';
import { ReviewDialog, reviewsKey, type PendingReview } from './review-dialog.js';

/** Each question is on the trail, so that a page that is left open asks seldom. */
const AGAIN_MILLISECONDS = 60_000;

/** Every emergency access until a second person has looked at it (feature X02). */
export function EmergencyReviewsPage() {
  const [reviewed, setReviewed] = useState<PendingReview | undefined>();
  const query = useQuery({
    queryKey: reviewsKey,
    queryFn: ({ signal }) => ask(emergencyReviewQueue, paths.emergencyReviews, { signal }),
    refetchInterval: AGAIN_MILLISECONDS,
  });
  return (
    <>
      <PageHeading title="Emergency reviews">
        Records that were opened in an emergency, and that no second person has looked at yet.
      </PageHeading>
      <RecordList
        label="Emergency accesses to be reviewed"
        query={query}
        items={({ pending }) => pending}
        keyOf={({ id }) => id}
        empty="Nothing is waiting for a review."
        hint="Whoever breaks the glass is listed here at once, until somebody else has reviewed it."
        columns={[
          { header: 'Who', cell: (access) => <Who access={access} /> },
          {
            header: 'Patient',
            cell: ({ patient_number: number, patient_id: id }) => (
              <Copyable text={number ?? id} what="patient number" />
            ),
          },
          { header: 'Reason', cell: ({ reason }) => reason },
          { header: 'When', cell: (access) => <When access={access} /> },
          { header: 'What was done', cell: (access) => <Link to={trailOf(access)}>Audit trail</Link> },
          { header: 'Actions', cell: (access) => <Action access={access} review={() => setReviewed(access)} /> },
        ]}
      />
      <ReviewDialog of={reviewed} close={() => setReviewed(undefined)} />
    </>
  );
}

function Who({ access }: { readonly access: PendingReview }) {
  return (
    <>
      <div className="name">{access.name ?? access.subject}</div>
      <div className="quiet">{access.role}</div>
    </>
  );
}

function When({ access: { opened_at: from, ends_at: to } }: { readonly access: PendingReview }) {
  return (
    <>
      <div>
        <Moment at={from} seconds />
      </div>
      <div className="quiet">
        until <Moment at={to} seconds />
      </div>
    </>
  );
}

function Action({ access, review }: { readonly access: PendingReview; readonly review: () => void }) {
  if (access.is_own) return <span className="quiet">Your own: somebody else reviews it</span>;
  if (access.is_open) return <span className="quiet">Still open</span>;
  return (
    <Button
      variant="default"
      size="compact-sm"
      aria-label={`Review the access of ${access.name ?? access.subject}`}
      onClick={review}
    >
      Review
    </Button>
  );
}

function trailOf({ subject, patient_id: patient }: PendingReview): string {
  return `/audit?${new URLSearchParams({ user: subject, patient }).toString()}`;
}
