import { z } from 'zod';

export const npi = z
  .string()
  .trim()
  .min(1)
  .max(20)
  .describe('National Provider Identifier (NPI) of the provider, ten digits; search_providers finds it');

/** The words of the older EHR server. */
export function providerNotFoundMessage(asked: string): string {
  return `Provider with NPI ${asked} not found`;
}
