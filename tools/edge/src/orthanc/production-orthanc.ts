import { orthancUsers, type OrthancPlace } from './orthanc-configuration.js';

/** As the container of `deploy/compose` mounts it. */
export const productionOrthanc: OrthancPlace = {
  port: 8042,
  storage: '/var/lib/orthanc/db',
  filter: '/etc/orthanc/filter.lua',
  users: { [orthancUsers.gate]: '${ORTHANC_PASSWORD}', [orthancUsers.loader]: '${ORTHANC_LOADER_PASSWORD}' },
  plugins: ['/usr/share/orthanc/plugins'],
  remote: true,
};
