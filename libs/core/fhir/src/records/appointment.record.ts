export interface AppointmentRecord {
  readonly id: string;
  readonly appointmentId: string;
  readonly patientId: string;
  readonly providerId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly appointmentType: string;
  readonly department: string | null;
  readonly location: string | null;
  /** What was entered in error stays, and counts for nothing. */
  readonly status: 'scheduled' | 'completed' | 'cancelled' | 'entered_in_error';
  readonly reason: string | null;
  readonly notes: string | null;
  readonly version: number;
  readonly updatedAt: Date | null;
}
