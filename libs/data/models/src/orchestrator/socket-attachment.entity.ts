import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Events between instances that are too large for NOTIFY (8,000 bytes); the Socket.IO adapter deletes them. */
@Entity({ schema: 'orchestrator', name: 'socket_attachment' })
export class SocketAttachment {
  @PrimaryColumn({ name: 'id', type: 'bigint', generated: 'identity' })
  id!: number;

  @Column({ name: 'created_at', type: 'timestamp with time zone', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'payload', type: 'bytea' })
  payload!: Buffer;
}
