import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often one key of one rate limit was counted in the window under way. The limiter's library names the columns. */
@Entity({ schema: 'auth', name: 'rate_count' })
export class RateCount {
  @PrimaryColumn({ name: 'key', type: 'text' })
  key!: string;

  @Column({ name: 'points', type: 'integer' })
  points!: number;

  /** When the window ends, in milliseconds since 1970. */
  @Column({ name: 'expire', type: 'bigint' })
  expire!: number;
}
