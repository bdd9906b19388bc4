export {
  upstreamNames,
  type AskedRule,
  type EdgeRedirect,
  type EdgeRoute,
  type ResourceName,
  type UpstreamName,
} from './routes/edge-route.js';
export { strippedHeaders } from './routes/stripped-headers.js';
export { edgeRoutes } from './routes/edge-routes.js';
export { verifyRoutes, type ResourceAddresses, type VerifyRouteEntry } from './routes/verify-routes.js';
export { renderCaddy } from './render/caddy.render.js';
export type { EdgeTarget } from './render/edge-target.js';
export { renderNginx } from './render/nginx.render.js';
export { renderTraefikDynamic } from './render/traefik-dynamic.render.js';
export { startOrthanc, type OrthancOptions, type RunningOrthanc } from './orthanc/start-orthanc.js';
export { startCaddy, type CaddyOptions } from './program/start-caddy.js';
export { startNginx, type NginxOptions } from './program/start-nginx.js';
export { startTraefikShim } from './program/traefik-shim.js';
export type { ProgramOptions, RunningProgram } from './program/start-program.js';
export { startEdge, type EdgeOptions, type RunningEdge } from './development/start-edge.js';
export { ConsoleFiles } from './development/console-files.js';
