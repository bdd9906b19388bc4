import type { EdgeRoute } from './edge-route.js';

/** The routes as every edge tries them: the highest priority first, then the narrowest. */
export function inOrder(routes: readonly EdgeRoute[]): readonly EdgeRoute[] {
  return [...routes].sort(
    (a, b) =>
      b.priority - a.priority ||
      Number(b.host !== undefined) - Number(a.host !== undefined) ||
      b.prefix.length - a.prefix.length,
  );
}

/** Which of the ordered routes a request takes. */
export function findRoute(ordered: readonly EdgeRoute[], host: string, path: string): EdgeRoute | undefined {
  const name = host.replace(/:\d+$/u, '').toLowerCase();
  return ordered.find((route) => (route.host === undefined || route.host === name) && covers(route.prefix, path));
}

/** Whether a path is the prefix itself or lies below it; below only, where the prefix ends with a slash. */
export function covers(prefix: string, path: string): boolean {
  return prefix.endsWith('/') ? path.startsWith(prefix) : path === prefix || path.startsWith(`${prefix}/`);
}
