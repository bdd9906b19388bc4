/** Ids of FHIR may be any word; those of our rows are UUIDs, and PostgreSQL throws at anything else. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
