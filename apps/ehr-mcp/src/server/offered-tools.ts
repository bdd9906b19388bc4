import type { Tool } from '@caregate/kit-mcp';
import { ehrTools } from '../ehr-tools.js';
import type { EhrServices } from '../services.js';

/** In read-only mode nobody can call what is not there; signing in changes no record. */
export function offeredTools(readOnly: boolean): readonly Tool<EhrServices>[] {
  if (!readOnly) return ehrTools;
  return ehrTools.filter(
    ({ permission, listing }) => permission === 'public' || listing.annotations['readOnlyHint'] === true,
  );
}
