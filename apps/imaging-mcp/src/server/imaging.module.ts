import { MCP_HOST, ProtectedResourceController, type McpHost } from '@caregate/kit-mcp';
import { Module, type DynamicModule } from '@nestjs/common';
import { FrameDownloads } from '../frames/frame-downloads.js';
import { FramesController } from './frames.controller.js';

@Module({ controllers: [ProtectedResourceController, FramesController] })
export class ImagingModule {
  static of(host: McpHost, downloads: FrameDownloads): DynamicModule {
    return {
      module: ImagingModule,
      providers: [
        { provide: MCP_HOST, useValue: host },
        { provide: FrameDownloads, useValue: downloads },
      ],
    };
  }
}
