import { MCP_HOST, ProtectedResourceController, type McpHost } from '@caregate/kit-mcp';
import { Module, type DynamicModule } from '@nestjs/common';

@Module({ controllers: [ProtectedResourceController] })
export class EhrModule {
  static of(host: McpHost): DynamicModule {
    return { module: EhrModule, providers: [{ provide: MCP_HOST, useValue: host }] };
  }
}
