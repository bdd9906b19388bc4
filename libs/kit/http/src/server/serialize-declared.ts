import { StandardSchemaSerializerInterceptor, UseInterceptors, type INestApplication } from '@nestjs/common';
import { CLASS_SERIALIZER_OPTIONS } from '@nestjs/common/serializer/class-serializer.constants.js';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';

const serializer = new StandardSchemaSerializerInterceptor(new Reflector());
const done = new WeakSet<object>();

/**
 * Puts every answer with a `@SerializeOptions({ schema })` through that schema, so that a new column never leaks.
 * Only those routes: an interceptor for all would make each of them half as fast again. To be called before `init`.
 */
export function serializeDeclared(app: INestApplication): void {
  const scanner = new MetadataScanner();
  for (const { controllers } of app.get(ModulesContainer).values())
    for (const { metatype } of controllers.values()) {
      const prototype: unknown = metatype?.prototype;
      if (typeof prototype !== 'object' || prototype === null) continue;
      const ofClass = Reflect.hasMetadata(CLASS_SERIALIZER_OPTIONS, metatype ?? {});
      for (const name of scanner.getAllMethodNames(prototype)) serializeMethod(prototype, name, ofClass);
    }
}

/** Once for all apps of a process: the interceptor holds nothing that belongs to one. */
function serializeMethod(prototype: object, name: string, ofClass: boolean): void {
  const method: unknown = Reflect.get(prototype, name);
  if (typeof method !== 'function' || done.has(method)) return;
  if (!ofClass && !Reflect.hasMetadata(CLASS_SERIALIZER_OPTIONS, method)) return;
  done.add(method);
  UseInterceptors(serializer)(prototype, name, { value: method });
}
