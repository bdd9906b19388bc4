import { roleList } from '@caregate/core-contracts';
import { isRole, modulesOf, permissionsOf, roles } from '@caregate/core-permissions';
import { Requires } from '@caregate/kit-http';
import { Controller, Get, SerializeOptions } from '@nestjs/common';

@Controller('roles')
@Requires('account:read')
export class RolesController {
  /** What the roles may do is no secret to anybody who has one (features U02, U03). */
  @Get()
  @SerializeOptions({ schema: roleList })
  list() {
    const names = Object.keys(roles).filter(isRole);
    return { roles: names.map((name) => ({ name, permissions: permissionsOf(name), modules: modulesOf(name) })) };
  }
}
