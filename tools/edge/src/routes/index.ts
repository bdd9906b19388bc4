export {
  upstreamNames,
  type AskedRule,
  type EdgeRedirect,
  type EdgeRoute,
  type ResourceName,
  type UpstreamName,
} from './edge-route.js';
export { strippedHeaders } from './stripped-headers.js';
export { edgeRedirects, edgeRoutes } from './edge-routes.js';
export { verifyRoutes, type ResourceAddresses, type VerifyRouteEntry } from './verify-routes.js';
