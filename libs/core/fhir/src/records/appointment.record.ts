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
  readonly status: 'scheduled' | 'completed' | 'cancelled';
  readonly reason: string | null;
  readonly notes: string | null;
  readonly version: number;
  readonly updatedAt: Date | null;
}
