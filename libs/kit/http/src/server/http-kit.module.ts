import { Module, type DynamicModule, type ModuleMetadata, type Type } from '@nestjs/common';
import { HealthController } from '../health/health.controller.js';
import { MetricsController } from '../metrics/metrics.controller.js';

/** The kit's own routes, and its parts for whoever injects them: `HealthRegistry`, `Metrics`, `ServiceState`, `LOGGER`. */
@Module({})
export class HttpKitModule {
  static of(providers: NonNullable<ModuleMetadata['providers']>): DynamicModule {
    return {
      module: HttpKitModule,
      global: true,
      controllers: [HealthController, MetricsController],
      providers,
      exports: providers,
    };
  }
}

/** What an app is made of: the kit and its own module. */
@Module({})
export class HttpRootModule {
  static of(app: Type | DynamicModule, kit: DynamicModule): DynamicModule {
    return { module: HttpRootModule, imports: [kit, app] };
  }
}
