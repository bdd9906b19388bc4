import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which tokens exist, so that a session or grant can be revoked with all that came of it. Never the token itself. */
@Entity({ schema: 'auth', name: 'issued_token' })
export class IssuedToken {
  @PrimaryColumn({ name: 'jti', type: 'text' })
  jti!: string;

  @Column({ name: 'grant_id', type: 'text', nullable: true })
  grantId!: string | null;

  @Column({ name: 'subject', type: 'text' })
  subject!: string;

  @Column({ name: 'client_id', type: 'text' })
  clientId!: string;

  @Column({ name: 'audience', type: 'text' })
  audience!: string;

  @Column({ name: 'session_id', type: 'text', nullable: true })
  sessionId!: string | null;

  @Column({ name: 'issued_at', type: 'timestamp with time zone', default: () => 'now()' })
  issuedAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamp with time zone' })
  expiresAt!: Date;
}
