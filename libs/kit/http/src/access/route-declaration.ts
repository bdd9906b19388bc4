import 'reflect-metadata';
import type { Permission } from '@caregate/core-permissions';
import type { AuditEventName } from '@caregate/kit-audit';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';

export type RouteAccess =
  | { readonly kind: 'public' }
  | {
      readonly kind: 'requires';
      readonly permission: Permission;
      /** Name of the path parameter that holds the logical id of the FHIR Patient. */
      readonly patientParam?: string | undefined;
    };

export interface RouteAudit {
  readonly event: AuditEventName;
  /** `service`: the handler's own transaction records success (`recordIn`), so the kit records only what did not come to that. */
  readonly successBy: 'kit' | 'service';
}

/** What a route says of itself by its decorators; what says nothing about access is closed. */
export interface RouteDeclaration {
  readonly access?: RouteAccess;
  readonly audit?: RouteAudit;
  /** Names of limits in the app's `RateLimiter`. */
  readonly limits?: readonly string[];
}

const KEY = 'caregate:route';
const NOTHING: RouteDeclaration = Object.freeze({});

/**
 * On a method: for that route. On a controller: for each of its own routes that does not say otherwise itself.
 * `decorator` comes along wherever the part is declared.
 */
export function declareRoute<N extends keyof RouteDeclaration>(
  name: N,
  value: NonNullable<RouteDeclaration[N]>,
  decorator?: MethodDecorator,
): MethodDecorator & ClassDecorator {
  const declare = (prototype: object, key: string | symbol, method: PropertyDescriptor): void => {
    const declaration = { ...declarationOf(method.value), [name]: value };
    Reflect.defineMetadata(KEY, declaration, method.value);
    // Fastify's router keeps a route's configuration but not always the function that carries the metadata.
    Reflect.defineMetadata(FASTIFY_ROUTE_CONFIG_METADATA, { declaration }, method.value);
    decorator?.(prototype, key, method);
  };
  return (target: object, key?: string | symbol, method?: PropertyDescriptor): void => {
    if (key !== undefined && method !== undefined) return declare(target, key, method);
    for (const [own, descriptor] of methodsOf(target))
      if (declarationOf(descriptor.value)[name] === undefined) declare(prototypeOf(target), own, descriptor);
  };
}

/** `handler`: a controller's method, or the function that Nest gave to the router for it. */
export function declarationOf(handler: object): RouteDeclaration {
  const declaration: RouteDeclaration | undefined = Reflect.getMetadata(KEY, handler);
  return declaration ?? NOTHING;
}

function methodsOf(target: object): [string, PropertyDescriptor][] {
  const descriptors = Object.entries(Object.getOwnPropertyDescriptors(prototypeOf(target)));
  return descriptors.filter(([name, { value }]) => name !== 'constructor' && typeof value === 'function');
}

function prototypeOf(target: object): object {
  const prototype: unknown = Reflect.get(target, 'prototype');
  return typeof prototype === 'object' && prototype !== null ? prototype : {};
}
