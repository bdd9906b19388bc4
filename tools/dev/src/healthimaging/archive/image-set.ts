import type { SyntheticInstance } from '@caregate/synthetic';

/** What HealthImaging makes of one series; times in seconds since 1970. */
export interface ImageSet {
  readonly imageSetId: string;
  readonly isPrimary: boolean;
  readonly state: 'ACTIVE' | 'LOCKED' | 'DELETED';
  readonly createdAt: number;
  readonly deletedAt?: number;
  readonly lastAccessedAt: number;
  readonly storageTier: 'FREQUENT_ACCESS' | 'ARCHIVE_INSTANT_ACCESS';
  /** What a search matches and shows: the attributes of the service model, by their names there. */
  readonly tags: Readonly<Record<string, string | number>>;
  /** Oldest first; never empty. */
  readonly versions: readonly ImageSetVersion[];
  readonly instances: readonly SyntheticInstance[];
}

export interface ImageSetVersion {
  readonly number: number;
  readonly workflowStatus: 'CREATED' | 'UPDATED';
  readonly updatedAt: number;
  readonly studyDescription: string;
}
