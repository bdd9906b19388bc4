import type { Datastore } from './datastore.js';
import { hexId } from './hex-id.js';

const ACCOUNT = '000000000000';
const FIRST_DAY = Date.UTC(2026, 0, 5) / 1000;

/** One data store in use, and one that was given up: lists can be filtered by status. */
export function datastores(region: string): readonly [active: Datastore, deleted: Datastore] {
  const datastore = <Status extends Datastore['datastoreStatus']>(datastoreName: string, datastoreStatus: Status) => {
    const datastoreId = hexId('datastore', region, datastoreName);
    return {
      datastoreId,
      datastoreName,
      datastoreStatus,
      datastoreArn: `arn:aws:medical-imaging:${region}:${ACCOUNT}:datastore/${datastoreId}`,
      losslessStorageFormat: 'HTJ2K',
      createdAt: FIRST_DAY,
      updatedAt: FIRST_DAY,
    } as const;
  };
  return [datastore('clinic', 'ACTIVE'), datastore('clinic-before', 'DELETED')];
}
