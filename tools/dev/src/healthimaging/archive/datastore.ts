/** A data store as GetDatastore tells of it; times in seconds since 1970. */
export interface Datastore {
  readonly datastoreId: string;
  readonly datastoreName: string;
  readonly datastoreStatus: 'ACTIVE' | 'DELETED';
  readonly datastoreArn: string;
  readonly losslessStorageFormat: 'HTJ2K';
  readonly createdAt: number;
  readonly updatedAt: number;
}
