import { emergencyReview, emergencyReviewQueue, type EmergencyReview } from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';
import { Audited, CurrentCaller, Requires } from '@caregate/kit-http';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, SerializeOptions } from '@nestjs/common';
import { relationId } from '../relations/relation.schema.js';
import { GlassReviewsService } from './glass-reviews.service.js';

/** The queue of second persons. */
@Controller('access/break-glass')
@Requires('break-glass:review')
export class GlassReviewsController {
  constructor(@Inject(GlassReviewsService) private readonly reviews: GlassReviewsService) {}

  @Get()
  @Audited('break-glass.read')
  @SerializeOptions({ schema: emergencyReviewQueue })
  queue(@CurrentCaller() caller: Caller) {
    return this.reviews.queue(caller);
  }

  @Post(':id/review')
  @HttpCode(204)
  @Audited('break-glass.reviewed', { successBy: 'service' })
  review(
    @Param('id', { schema: relationId }) id: string,
    @Body({ schema: emergencyReview }) review: EmergencyReview,
    @CurrentCaller() caller: Caller,
  ) {
    return this.reviews.review(id, review, caller);
  }
}
