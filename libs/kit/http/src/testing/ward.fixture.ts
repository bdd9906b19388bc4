import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { Body, Controller, Get, Header, Module, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import { z } from 'zod';
import { Audited } from '../access/audited.decorator.js';
import { CurrentCaller } from '../access/current-caller.decorator.js';
import { Public } from '../access/public.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { currentContext } from '../context/request-context.js';
import { Limited } from '../rate-limit/limited.decorator.js';

export const patientId = '0199a000-0000-7000-8000-0000000000aa';
export const otherPatientId = '0199a000-0000-7000-8000-0000000000bb';

const summary = z.object({ patientId: z.uuid(), problems: z.array(z.string()) });
const note = z.strictObject({ text: z.string().min(1), tags: z.array(z.string()).default([]) });
const page = z.strictObject({ limit: z.coerce.number().int().max(100) });

/** Routes of every sort, for specs of what stands before and after them. */
@Controller()
export class WardController {
  @Get('patients/:patientId/summary')
  @Requires('patient:read', { patientParam: 'patientId' })
  @Audited('patient.read')
  @SerializeOptions({ schema: summary })
  summary(@Param('patientId', { schema: z.uuid() }) id: string) {
    return { patientId: id, problems: ['Asthma'], ssn: '123-45-6789' };
  }

  @Get('patients/:patientId/broken')
  @Requires('patient:read', { patientParam: 'patientId' })
  @Audited('patient.read')
  broken(): never {
    throw new Error('no patient "Ada Byron", born 1815, in /srv/caregate/db');
  }

  @Post('patients/:patientId/notes')
  @Requires('patient:read', { patientParam: 'patientId' })
  @Audited('vitals.recorded', { successBy: 'service' })
  write(@Body({ schema: note }) body: z.output<typeof note>) {
    return body;
  }

  @Get('providers')
  @Requires('provider:read')
  @Limited('perClient')
  providers(@CurrentCaller() caller: Caller, @Query({ schema: page }) { limit }: z.output<typeof page>) {
    return { asked: caller.subject, limit };
  }

  @Get('admin')
  @Requires('user:manage')
  admin() {
    return { secret: true };
  }

  @Get('open')
  @Public()
  open() {
    return { requestId: currentContext().requestId, address: currentContext().address };
  }

  @Get('page')
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  page() {
    return '<p>hello</p>';
  }

  @Get('throws/:code')
  @Public()
  throws(@Param('code') code: string): never {
    if (code === 'away') throw new DomainError('service.unavailable');
    throw code === 'internal' ? new DomainError('config.invalid') : new DomainError('ehr.patient.not_found');
  }

  // oxlint-disable-next-line caregate/route-declares-access -- the spec proves that such a route is closed
  @Get('forgotten')
  forgotten() {
    return { secret: true };
  }

  // oxlint-disable-next-line caregate/route-declares-access -- the spec proves that such a route is closed
  @Get('forgotten/:id')
  forgottenOne() {
    return { secret: true };
  }
}

/** A controller that speaks for all its routes, and one of them that says otherwise. */
@Public()
@Audited('patient.searched')
@Controller('leaflets')
export class LeafletsController {
  @Get()
  list() {
    return [];
  }

  @Get('one')
  @Audited('patient.read')
  one() {
    return {};
  }

  @Get('drafts')
  @Requires('user:manage')
  drafts() {
    return [];
  }
}

@Module({ controllers: [WardController, LeafletsController] })
export class WardModule {}
