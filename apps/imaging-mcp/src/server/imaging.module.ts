import type { McpHost } from '@caregate/kit-mcp';
import { Module, type DynamicModule } from '@nestjs/common';
import { MCP_HOST, MetadataController } from './metadata.controller.js';

@Module({ controllers: [MetadataController] })
export class ImagingModule {
  static of(host: McpHost): DynamicModule {
    return { module: ImagingModule, providers: [{ provide: MCP_HOST, useValue: host }] };
  }
}
