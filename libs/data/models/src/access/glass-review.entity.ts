import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a second person found of an emergency access, once and for all. */
@Entity({ schema: 'access', name: 'glass_review' })
export class GlassReview {
  @PrimaryColumn({ name: 'relation_id', type: 'uuid' })
  relationId!: string;

  /** Who broke the glass. */
  @Column({ name: 'subject', type: 'text' })
  subject!: string;

  @Column({ name: 'reviewed_by', type: 'text' })
  reviewedBy!: string;

  @Column({ name: 'verdict', type: 'text' })
  verdict!: 'justified' | 'unjustified';

  @Column({ name: 'note', type: 'text' })
  note!: string;

  @Column({ name: 'reviewed_at', type: 'timestamp with time zone', default: () => 'now()' })
  reviewedAt!: Date;
}
