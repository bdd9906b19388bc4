import 'reflect-metadata';
import type { Permission } from '@caregate/core-permissions';
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
  readonly event: string;
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

/** On a method: for that route. On a controller: for each of its own routes that does not say otherwise itself. */
export function declareRoute(part: RouteDeclaration): MethodDecorator & ClassDecorator {
  return (target: object, _name?: string | symbol, method?: PropertyDescriptor): void => {
    if (method !== undefined) return extend(method, declarationOf(method.value), part);
    for (const descriptor of methodsOf(target)) extend(descriptor, part, declarationOf(descriptor.value));
  };
}

/** `handler`: a controller's method, or the function that Nest gave to the router for it. */
export function declarationOf(handler: object): RouteDeclaration {
  const declaration: RouteDeclaration | undefined = Reflect.getMetadata(KEY, handler);
  return declaration ?? NOTHING;
}

function extend(method: PropertyDescriptor, weaker: RouteDeclaration, stronger: RouteDeclaration): void {
  const declaration = { ...weaker, ...stronger };
  Reflect.defineMetadata(KEY, declaration, method.value);
  // Fastify's router keeps a route's configuration but not always the function that carries the metadata.
  Reflect.defineMetadata(FASTIFY_ROUTE_CONFIG_METADATA, { declaration }, method.value);
}

function methodsOf(target: object): PropertyDescriptor[] {
  const prototype: unknown = Reflect.get(target, 'prototype');
  if (typeof prototype !== 'object' || prototype === null) return [];
  const { constructor: _ignored, ...methods } = Object.getOwnPropertyDescriptors(prototype);
  return Object.values(methods).filter(({ value }) => typeof value === 'function');
}
