import { declareRoute } from './route-declaration.js';

/** Opens a route to everybody: no token is asked for, and one that is shown is not looked at. */
export function Public(): MethodDecorator & ClassDecorator {
  return declareRoute('access', { kind: 'public' });
}
