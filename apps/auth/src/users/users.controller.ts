import {
  newUser,
  user,
  userChange,
  userId,
  userList,
  userQuery,
  type NewUserRequest,
  type UserChange,
  type UserQuery,
} from '@caregate/core-contracts';
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
  Patch,
  Post,
  Put,
  Query,
  SerializeOptions,
  UseInterceptors,
} from '@nestjs/common';
import { InvalidUserInterceptor } from './invalid-user.interceptor.js';
import { UsersService } from './users.service.js';

/** People who may sign in, as administrators manage them. */
@Controller('users')
@Requires('user:manage')
@UseInterceptors(InvalidUserInterceptor)
export class UsersController {
  constructor(@Inject(UsersService) private readonly users: UsersService) {}

  @Get()
  @Audited('user.read')
  @SerializeOptions({ schema: userList })
  list(@Query({ schema: userQuery }) query: UserQuery) {
    return this.users.list(query);
  }

  @Get(':id')
  @Audited('user.read')
  @SerializeOptions({ schema: user })
  find(@Param('id', { schema: userId }) id: string) {
    return this.users.find(id);
  }

  @Post()
  @Audited('user.provisioned', { successBy: 'service' })
  @SerializeOptions({ schema: user })
  create(@Body({ schema: newUser }) request: NewUserRequest, @CurrentCaller() caller: Caller) {
    return this.users.create(request, caller);
  }

  @Put(':id')
  @Audited('user.updated', { successBy: 'service' })
  @SerializeOptions({ schema: user })
  replace(
    @Param('id', { schema: userId }) id: string,
    @Body({ schema: userChange }) change: UserChange,
    @CurrentCaller() caller: Caller,
  ) {
    return this.users.change(id, change, caller);
  }

  @Patch(':id')
  @Audited('user.updated', { successBy: 'service' })
  @SerializeOptions({ schema: user })
  change(
    @Param('id', { schema: userId }) id: string,
    @Body({ schema: userChange }) change: UserChange,
    @CurrentCaller() caller: Caller,
  ) {
    return this.users.change(id, change, caller);
  }

  /** The row stays: the trail names it. */
  @Delete(':id')
  @HttpCode(204)
  @Audited('user.deactivated', { successBy: 'service' })
  deactivate(@Param('id', { schema: userId }) id: string, @CurrentCaller() caller: Caller) {
    return this.users.deactivate(id, caller);
  }
}
