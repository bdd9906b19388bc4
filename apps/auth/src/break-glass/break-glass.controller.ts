import { breakGlass, brokenGlass, ownEmergencyAccess, type BreakGlass } from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';
import { Audited, CurrentCaller, Requires } from '@caregate/kit-http';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  SerializeOptions,
  UseInterceptors,
} from '@nestjs/common';
import { relationId } from '../relations/relation.schema.js';
import { BreakGlassService } from './break-glass.service.js';
import { GlassTries } from './glass-tries.interceptor.js';

/** The door for clinicians who need a record now and have no relationship to the patient. */
@Controller('account/break-glass')
@Requires('break-glass:open')
export class BreakGlassController {
  constructor(@Inject(BreakGlassService) private readonly glasses: BreakGlassService) {}

  @Get()
  @Audited('break-glass.read')
  @SerializeOptions({ schema: ownEmergencyAccess })
  own(@CurrentCaller() caller: Caller) {
    return this.glasses.own(caller);
  }

  /** What is open already is answered with 200 as well: nothing is made twice. */
  @Post()
  @HttpCode(200)
  // Interceptors run from the last that is written here to the first, so that the trail has what this one refuses.
  @UseInterceptors(GlassTries)
  @Audited('break-glass.opened', { successBy: 'service' })
  @SerializeOptions({ schema: brokenGlass })
  open(@Body({ schema: breakGlass }) request: BreakGlass, @CurrentCaller() caller: Caller) {
    return this.glasses.open(request, caller);
  }

  @Delete(':id')
  @HttpCode(204)
  @Audited('break-glass.ended', { successBy: 'service' })
  end(@Param('id', { schema: relationId }) id: string, @CurrentCaller() caller: Caller) {
    return this.glasses.end(id, caller);
  }
}
