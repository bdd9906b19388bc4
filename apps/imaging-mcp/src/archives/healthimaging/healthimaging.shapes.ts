import type {
  DatastoreSummary,
  GetImageSetResponse,
  ImageSetProperties as ImageSetPropertiesOfModel,
  ImageSetsMetadataSummary,
} from '@aws-sdk/client-medical-imaging';
import type { Datastore, ImageSetProperties, ImageSetSummary } from '../image-archive.port.js';

type DatastoreOfModel = Partial<DatastoreSummary> & { readonly kmsKeyArn?: string | undefined };

export function datastoreOf(given: DatastoreOfModel): Datastore {
  return {
    id: given.datastoreId ?? '',
    name: given.datastoreName ?? '',
    status: given.datastoreStatus ?? '',
    arn: given.datastoreArn,
    kmsKeyArn: given.kmsKeyArn,
    createdAt: given.createdAt?.toISOString(),
    updatedAt: given.updatedAt?.toISOString(),
  };
}

export function summaryOf(given: ImageSetsMetadataSummary): ImageSetSummary {
  const tags = Object.entries(given.DICOMTags ?? {}).filter(([, value]) => value !== undefined && value !== '');
  return {
    imageSetId: given.imageSetId ?? '',
    version: given.version ?? 1,
    createdAt: given.createdAt?.toISOString(),
    updatedAt: given.updatedAt?.toISOString(),
    isPrimary: given.isPrimary,
    dicomTags: Object.fromEntries(tags),
  };
}

/** A version in the list is spelt otherwise than the same one alone. */
export function propertiesOf(given: ImageSetPropertiesOfModel | GetImageSetResponse): ImageSetProperties {
  const workflow = 'ImageSetWorkflowStatus' in given ? given.ImageSetWorkflowStatus : undefined;
  return {
    imageSetId: given.imageSetId ?? '',
    versionId: given.versionId ?? '',
    state: given.imageSetState ?? '',
    workflowStatus: workflow ?? ('imageSetWorkflowStatus' in given ? given.imageSetWorkflowStatus : undefined),
    createdAt: given.createdAt?.toISOString(),
    updatedAt: given.updatedAt?.toISOString(),
    deletedAt: given.deletedAt?.toISOString(),
    message: given.message,
    isPrimary: given.isPrimary,
  };
}
