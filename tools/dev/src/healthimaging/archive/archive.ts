import { AwsError } from '../wire/aws-error.js';
import type { Datastore } from './datastore.js';
import type { ImageSet, ImageSetVersion } from './image-set.js';
import { metadataOf } from './metadata-of.js';
import type { PreparedFrame, PreparedInstances } from './prepared-instances.js';

/** Data stores and what the active one of them holds. */
export class Archive {
  constructor(
    readonly datastores: readonly Datastore[],
    private readonly sets: readonly ImageSet[],
    private readonly prepared: PreparedInstances,
  ) {}

  imageSets(datastoreId: string): readonly ImageSet[] {
    this.active(datastoreId);
    return this.sets;
  }

  imageSet(datastoreId: string, imageSetId: string): ImageSet {
    const found = this.imageSets(datastoreId).find((set) => set.imageSetId === imageSetId);
    if (found === undefined) throw new AwsError('ResourceNotFoundException', 'Image set does not exist.');
    return found;
  }

  /** For its contents: none while it is being changed, and none when it is deleted. */
  readable(datastoreId: string, imageSetId: string): ImageSet {
    const set = this.imageSet(datastoreId, imageSetId);
    if (set.state === 'LOCKED') throw new AwsError('ConflictException', 'Image set is locked by another operation.');
    if (set.state === 'DELETED') throw new AwsError('ResourceNotFoundException', 'Image set is deleted.');
    return set;
  }

  /** The latest, where none is named. */
  version(set: ImageSet, versionId?: string): ImageSetVersion {
    const found =
      versionId === undefined ? set.versions.at(-1) : set.versions.find((each) => each.number === Number(versionId));
    if (found === undefined) throw new AwsError('ResourceNotFoundException', 'Image set version does not exist.');
    return found;
  }

  arnOf(datastoreId: string, imageSetId: string): string {
    return `${this.active(datastoreId).datastoreArn}/imageset/${imageSetId}`;
  }

  async metadata(datastoreId: string, set: ImageSet, version: ImageSetVersion): Promise<object> {
    const instances = [];
    for (const instance of set.instances) instances.push(await this.prepared.of(instance));
    return metadataOf({ datastoreId, set, version, instances });
  }

  async frame(set: ImageSet, imageFrameId: string): Promise<PreparedFrame | undefined> {
    const instance = set.instances.find((each) => this.prepared.frameId(each) === imageFrameId);
    return instance === undefined ? undefined : (await this.prepared.of(instance)).frame;
  }

  private active(datastoreId: string): Datastore {
    const found = this.datastores.find((each) => each.datastoreId === datastoreId);
    if (found?.datastoreStatus === 'ACTIVE') return found;
    throw new AwsError('ResourceNotFoundException', 'Datastore does not exist or is not active.');
  }
}
