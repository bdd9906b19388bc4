import { RequestInvalid } from '@caregate/kit-http';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { isStorable } from './storable.js';

/** Comes after the schemas: callers may put anything into `parameters`, `metadata` and their like that can be kept. */
export class StorablePipe implements PipeTransform {
  transform<T>(value: T, { type, data = '' }: ArgumentMetadata): T {
    if (type === 'custom' || isStorable(value)) return value;
    throw new RequestInvalid([
      { path: data, message: 'must be text and numbers that can be kept, nested at most a hundred deep' },
    ]);
  }
}
