import { reachOf } from '@caregate/core-permissions';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { ImageSetSummary } from '../archives/image-archive.port.js';
import { searchCriteria } from '../archives/search-criteria.js';
import type { ImagingServices } from '../services.js';
import { ImageSetSearch } from './image-set-search.js';
import { datastoreId, maxResults, nextToken } from './image-set.parameters.js';

const summary = z.strictObject({
  image_set_id: z.string().describe('Id, for the other tools'),
  version: z.int().describe('Latest version'),
  created_at: z.string().optional().describe('ISO 8601'),
  updated_at: z.string().optional().describe('ISO 8601'),
  is_primary: z.boolean().optional().describe('Whether it is the primary image set of its series'),
  dicom_tags: z
    .record(z.string(), z.unknown())
    .describe('DICOMPatientId, DICOMStudyInstanceUID, DICOMSeriesModality and others, as far as known'),
});

/** Programs of the first version send JSON in a text, or null; what is no JSON is refused for what it is. */
function readFromText(given: unknown): unknown {
  if (typeof given !== 'string') return given ?? undefined;
  try {
    return JSON.parse(given);
  } catch {
    return given;
  }
}

/** Finds image sets, of patients whom the caller may see and no others. */
export const searchImageSets = defineTool({
  name: 'search_image_sets',
  title: 'Search image sets',
  description:
    'Image sets (usually one series each) by patient ID (the MRN), accession number, study, series or date. Only of patients whom you may see; a page may hold fewer than max_results, follow next_token until there is none.',
  input: z.strictObject({
    datastore_id: datastoreId,
    search_criteria: z
      .preprocess(readFromText, searchCriteria.optional())
      .optional()
      .describe(
        'For example {"filters":[{"operator":"EQUAL","values":[{"DICOMPatientId":"MRN001"}]}]}; without it, everything',
      ),
    max_results: maxResults,
    next_token: nextToken,
  }),
  output: z.strictObject({
    image_sets_metadata_summaries: z.array(summary).describe('Image sets'),
    next_token: z.string().optional().describe('There when more follow'),
  }),
  permission: 'imaging:search',
  audit: 'imaging.searched',
  hints: { readOnly: true, idempotent: true },
  run: async (input, { caller, relations }, { archives, patientIndex }: ImagingServices) => {
    const { datastore_id: id, search_criteria: criteria = {}, max_results: resultsMax, next_token: token } = input;
    const search = new ImageSetSearch(archives.holding(id), patientIndex, reachOf(caller, relations, new Date()));
    const page = await search.find(id, criteria, { resultsMax, token });
    return { image_sets_metadata_summaries: page.items.map(viewOf), next_token: page.nextToken };
  },
});

function viewOf({ imageSetId, version, createdAt, updatedAt, isPrimary, dicomTags }: ImageSetSummary) {
  return {
    image_set_id: imageSetId,
    version,
    created_at: createdAt,
    updated_at: updatedAt,
    is_primary: isPrimary,
    dicom_tags: dicomTags,
  };
}
