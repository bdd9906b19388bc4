import type { Permission, permissions } from '@caregate/core-permissions';
import { declareRoute } from './route-declaration.js';

/** Permissions that are about one patient, so that a route must say which. */
type PatientPermission = {
  [P in Permission]: (typeof permissions)[P]['subject'] extends 'patient' ? P : never;
}[Permission];

type Where<P extends Permission> = P extends PatientPermission
  ? [about: { readonly patientParam: string }]
  : [about?: Record<string, never>];

/** Opens a route to callers who hold the permission; one about a patient names the path parameter with the patient's id. */
export function Requires<P extends Permission>(permission: P, ...[about]: Where<P>): MethodDecorator & ClassDecorator {
  return declareRoute('access', { kind: 'requires', permission, patientParam: about?.['patientParam'] });
}
