import { DomainError } from '@caregate/core-errors';

/** DICOMweb has no ids of frames: instance and number say which one is meant. */
export function frameIdOf(sopInstanceUid: string, number: number): string {
  return `${sopInstanceUid}-${number}`;
}

export function frameOfId(id: string): { readonly sopInstanceUid: string; readonly number: string } {
  const [, sopInstanceUid, number] = /^([\d.]{1,64})-(\d{1,6})$/.exec(id) ?? [];
  if (sopInstanceUid === undefined || number === undefined) throw new DomainError('imaging.frame.not_found');
  return { sopInstanceUid, number };
}
