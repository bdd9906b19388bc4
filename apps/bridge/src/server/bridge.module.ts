import { Module, type DynamicModule } from '@nestjs/common';
import { MetadataController, RESOURCES, type Resources } from './metadata.controller.js';

@Module({ controllers: [MetadataController] })
export class BridgeModule {
  static of(resources: Resources): DynamicModule {
    return { module: BridgeModule, providers: [{ provide: RESOURCES, useValue: resources }] };
  }
}
