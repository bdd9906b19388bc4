import { permissions } from '@caregate/core-permissions';
import { auditEvents } from '@caregate/kit-audit';
import type { Generator } from '../generated.js';
import { appNames, known, moduleOf } from '../known.js';
import { namesOf } from '../names.js';

/** A feature of an app: controller under a permission and on the trail, service, and a spec of the service. */
export const featureGenerator: Generator = {
  usage: 'feature <app> <name> <permission> <audit-event>',
  arguments: 4,
  files: ([app = '', name = '', givenPermission = '', givenEvent = '']) => {
    const { kebab, pascal, camel, words } = namesOf(name);
    const folder = `apps/${known('app with routes', app, appNames())}/src/${kebab}`;
    const permission = known('permission', givenPermission, Object.keys(permissions));
    const event = known('audit event', givenEvent, Object.keys(auditEvents));
    const ofPatient = isAboutPatient(permission);
    return {
      [`${folder}/${kebab}.controller.ts`]: `import { Audited, Requires } from '@caregate/kit-http';
import { Controller, Get, Inject, ${ofPatient ? 'Param, ' : ''}SerializeOptions } from '@nestjs/common';
import { ${camel}List } from './${kebab}.schema.js';
import { ${pascal}Service } from './${kebab}.service.js';

/** What the app answers about ${words}. */
@Controller('${kebab}')
export class ${pascal}Controller {
  constructor(@Inject(${pascal}Service) private readonly ${camel}: ${pascal}Service) {}

  ${ofPatient ? `@Get(':patientId')\n  @Requires('${permission}', { patientParam: 'patientId' })` : `@Get()\n  @Requires('${permission}')`}
  @Audited('${event}')
  @SerializeOptions({ schema: ${camel}List })
  ${ofPatient ? "list(@Param('patientId') patientId: string) {" : 'list() {'}
    return this.${camel}.list(${ofPatient ? 'patientId' : ''});
  }
}
`,
      [`${folder}/${kebab}.schema.ts`]: `import { z } from 'zod';

/** What leaves: a new column stays inside until it is named here. */
export const ${camel}List = z.array(z.strictObject({ id: z.string() }));

export type ${pascal}List = z.output<typeof ${camel}List>;
`,
      [`${folder}/${kebab}.service.ts`]: `import type { ${pascal}List } from './${kebab}.schema.js';

/** Say here what it keeps, and for whom. */
export class ${pascal}Service {
  async list(${ofPatient ? '_patientId: string' : ''}): Promise<${pascal}List> {
    return [];
  }
}
`,
      [`${folder}/${kebab}.service.spec.ts`]: `import { ${pascal}Service } from './${kebab}.service.js';

describe('${words}', () => {
  it('begins with nothing', async () => {
    await expect(new ${pascal}Service().list(${ofPatient ? "'one'" : ''})).resolves.toEqual([]);
  });
});
`,
    };
  },
  next: ([app = '', name = '']) => {
    const { pascal } = namesOf(name);
    return [`give ${pascal}Controller and ${pascal}Service to ${moduleOf(app)}, among its controllers and providers`];
  },
};

/** Such a route has to say whose record it is about. */
function isAboutPatient(permission: string): boolean {
  const rules: Readonly<Record<string, { readonly subject: string }>> = permissions;
  return rules[permission]?.subject === 'patient';
}
