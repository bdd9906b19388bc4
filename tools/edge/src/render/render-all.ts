import { edgeRoutes } from '../routes/edge-routes.js';
import { orthancConfiguration, orthancFilter } from '../orthanc/orthanc-configuration.js';
import { renderCaddy } from './caddy.render.js';
import { renderNginx } from './nginx.render.js';
import { productionOrthanc } from '../orthanc/production-orthanc.js';
import { productionTarget } from './production-target.js';
import { renderTraefikDynamic } from './traefik-dynamic.render.js';
import { renderTraefikStatic } from './traefik-static.render.js';

/** Every generated file, by its path below `deploy`. */
export function renderAll(): ReadonlyMap<string, string> {
  return new Map([
    ['traefik/static/traefik.yml', renderTraefikStatic()],
    ['traefik/dynamic/caregate.yml', renderTraefikDynamic(edgeRoutes, productionTarget)],
    ['nginx/caregate.conf', renderNginx(edgeRoutes, productionTarget)],
    ['caddy/Caddyfile', renderCaddy(edgeRoutes, productionTarget)],
    ['orthanc/orthanc.json', jsonFile(orthancConfiguration(productionOrthanc))],
    ['orthanc/filter.lua', orthancFilter],
  ]);
}

/** As the formatter of this repository leaves it: a list of one stays on its line. */
function jsonFile(value: object): string {
  return `${JSON.stringify(value, null, 2).replaceAll(/\[\s+("[^"]*")\s+\]/gu, '[$1]')}\n`;
}
