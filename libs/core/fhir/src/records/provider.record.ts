export interface ProviderRecord {
  readonly id: string;
  /** National Provider Identifier, ten digits. */
  readonly npi: string;
  /** The whole name as it is written on the door, title included. */
  readonly name: string;
  readonly specialty: string;
  readonly department: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly acceptingNewPatients: boolean;
  readonly updatedAt: Date | null;
}
