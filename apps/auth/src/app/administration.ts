import { PatientNumbersRepository, RelationsRepository } from '@caregate/data-models';
import { AuditReader } from '@caregate/kit-audit';
import { Authorizer } from '@caregate/kit-access';
import { OAuthAdminRepository } from '../admin/oauth/oauth-admin.repository.js';
import { OAuthAdmin } from '../admin/oauth/oauth-admin.service.js';
import { AccountService } from '../account/account.service.js';
import { AuditLog } from '../audit-log/audit-log.service.js';
import { OlderAuditLog } from '../audit-log/older-audit-log.service.js';
import { BreakGlassService } from '../break-glass/break-glass.service.js';
import { GlassReviewsRepository } from '../break-glass/glass-reviews.repository.js';
import { GlassReviewsService } from '../break-glass/glass-reviews.service.js';
import { OwnResource } from '../oauth/resources/own-resource.js';
import { RelationsService } from '../relations/relations.service.js';
import { TokenValidationService } from '../tokens/token-validation.service.js';
import { UsersService } from '../users/users.service.js';
import { ClientSecrets } from '../clients/client-secrets.js';
import { AccountGrantsService } from '../consent/grants/account-grants.service.js';
import type { Foundation } from './foundation.js';

/** What administrators and callers of the older gateway ask of the app itself. */
export function buildAdministration(foundation: Foundation) {
  const {
    config,
    repositories,
    resources,
    dataSource,
    trail,
    clock,
    ledger,
    grants,
    revoking,
    removal,
    announcements,
    verifiers,
  } = foundation;
  const { relations, users, consents, clients } = repositories;
  const own = resources.find(config.publicUrl);
  if (own === undefined) throw new Error('The app is not among its own protected resources.');
  const relationRows = new RelationsRepository(dataSource);
  const auditLog = new AuditLog(new AuditReader(dataSource));
  const rows = new OAuthAdminRepository(dataSource);
  const secrets = new ClientSecrets(config.secrets.clientPepper);
  return {
    account: new AccountService({ relations: relationRows, clock }),
    accountGrants: new AccountGrantsService({ consents, clients, resources, ledger, grants, trail, clock }),
    oauthAdmin: new OAuthAdmin({ dataSource, rows, clients, secrets, removal, ledger, revoking, trail, clock }),
    ownResource: new OwnResource(own, config.issuer),
    auditLog,
    ...buildBreakGlass(foundation),
    olderAuditLog: new OlderAuditLog({ log: auditLog, emails: repositories.usersAdmin }),
    relations: new RelationsService({ dataSource, relations, trail, messaging: announcements, clock }),
    revocations: revoking,
    tokenValidation: new TokenValidationService({ verifiers, resources, users, trail }),
    users: new UsersService({ users: repositories.usersAdmin, ledger, revocations: revoking, trail, clock }),
    access: {
      verifier: verifiers.of(own.url),
      authorizer: new Authorizer({ relations: { of: (subject) => relationRows.ofSubject(subject) }, clock }),
    },
  };
}

/** Emergency access and its reviews: one alarm for both, since a metric has one owner. */
function buildBreakGlass({ dataSource, trail, announcements, glassAlarm: alarm, repositories }: Foundation) {
  const shared = { dataSource, trail, alarm };
  const { glasses } = repositories;
  const numbers = new PatientNumbersRepository(dataSource);
  return {
    breakGlass: new BreakGlassService({ ...shared, messaging: announcements, glasses, numbers }),
    glassReviews: new GlassReviewsService({ ...shared, reviews: new GlassReviewsRepository(dataSource) }),
  };
}
