import type { Caller } from '@caregate/core-permissions';
import { Audited, CurrentCaller, Requires } from '@caregate/kit-http';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import {
  newRelation,
  relationId,
  relationList,
  relationQuery,
  relationView,
  type NewRelation,
  type RelationQuery,
} from './relation.schema.js';
import { RelationsService } from './relations.service.js';

/** Who may see whom, as administrators say it. */
@Controller('access/relations')
@Requires('user:manage')
export class RelationsController {
  constructor(@Inject(RelationsService) private readonly relations: RelationsService) {}

  @Get()
  @Audited('audit.read')
  @SerializeOptions({ schema: relationList })
  list(@Query({ schema: relationQuery }) query: RelationQuery) {
    return this.relations.list(query);
  }

  @Post()
  @Audited('relation.changed', { successBy: 'service' })
  @SerializeOptions({ schema: relationView })
  add(@Body({ schema: newRelation }) relation: NewRelation, @CurrentCaller() caller: Caller) {
    return this.relations.add(relation, caller);
  }

  @Delete(':id')
  @HttpCode(204)
  @Audited('relation.changed', { successBy: 'service' })
  end(@Param('id', { schema: relationId }) id: string, @CurrentCaller() caller: Caller) {
    return this.relations.end(id, caller);
  }
}
