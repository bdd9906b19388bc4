/** The words of the older EHR server, which its clients show or look for. The caller typed the MRN, so it may come back. */
export function notFoundMessage(mrn: string): string {
  return `Patient with MRN ${mrn.trim()} not found`;
}
