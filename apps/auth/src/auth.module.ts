import { RateLimiter } from '@caregate/kit-http';
import { Module, type DynamicModule } from '@nestjs/common';
import { GrantsAdminController } from './admin/oauth/grants-admin.controller.js';
import { OAuthAdminController } from './admin/oauth/oauth-admin.controller.js';
import { OAuthAdmin } from './admin/oauth/oauth-admin.service.js';
import { AccountController } from './account/account.controller.js';
import { AccountService } from './account/account.service.js';
import { SignInOffer } from './account/sign-in-offer.js';
import { SignInProvidersController } from './account/sign-in-providers.controller.js';
import { AuditEventsController } from './audit-log/audit-events.controller.js';
import { AuditLogController } from './audit-log/audit-log.controller.js';
import { AuditLog } from './audit-log/audit-log.service.js';
import { OlderAuditLog } from './audit-log/older-audit-log.service.js';
import { BreakGlassController } from './break-glass/break-glass.controller.js';
import { BreakGlassService } from './break-glass/break-glass.service.js';
import { GlassReviewsController } from './break-glass/glass-reviews.controller.js';
import { GlassReviewsService } from './break-glass/glass-reviews.service.js';
import { AccountGrantsController } from './consent/grants/account-grants.controller.js';
import { AccountGrantsService } from './consent/grants/account-grants.service.js';
import { DeviceController } from './consent/device.controller.js';
import { DevicePage } from './consent/device-page.service.js';
import { InteractionController } from './consent/interaction.controller.js';
import { InteractionService } from './consent/interaction.service.js';
import { HomeController } from './login/home.controller.js';
import { HomePage } from './login/home.page.js';
import { LoginController } from './login/login.controller.js';
import { LoginDoor } from './login/login-door.js';
import { OwnResource } from './oauth/resources/own-resource.js';
import { ProtectedResourceController } from './oauth/resources/protected-resource.controller.js';
import { RelationsController } from './relations/relations.controller.js';
import { RelationsService } from './relations/relations.service.js';
import { RevocationsController } from './revocations/revocations.controller.js';
import { RevocationsService } from './revocations/revocations.service.js';
import { TokenValidationController } from './tokens/token-validation.controller.js';
import { TokenValidationService } from './tokens/token-validation.service.js';
import { RolesController } from './users/roles.controller.js';
import { UsersController } from './users/users.controller.js';
import { UsersService } from './users/users.service.js';
import { AssertionKeysController } from './verify/assertion/assertion-keys.controller.js';
import { AssertionKeys } from './verify/assertion/assertion-keys.js';

/** What the controllers delegate to. */
export interface AuthServices {
  readonly account: AccountService;
  readonly accountGrants: AccountGrantsService;
  readonly assertionKeys: AssertionKeys;
  readonly auditLog: AuditLog;
  readonly breakGlass: BreakGlassService;
  readonly devicePage: DevicePage;
  readonly glassReviews: GlassReviewsService;
  readonly home: HomePage;
  readonly interactions: InteractionService;
  readonly loginDoor: LoginDoor;
  readonly olderAuditLog: OlderAuditLog;
  readonly oauthAdmin: OAuthAdmin;
  readonly ownResource: OwnResource;
  readonly rateLimiter: RateLimiter;
  readonly relations: RelationsService;
  readonly revocations: RevocationsService;
  readonly signInOffer: SignInOffer;
  readonly tokenValidation: TokenValidationService;
  readonly users: UsersService;
}

@Module({})
export class AuthModule {
  static of(services: AuthServices): DynamicModule {
    return {
      module: AuthModule,
      controllers: [
        AccountController,
        AccountGrantsController,
        AssertionKeysController,
        AuditEventsController,
        AuditLogController,
        BreakGlassController,
        DeviceController,
        GlassReviewsController,
        HomeController,
        InteractionController,
        // Before the sign-in routes, of which `/auth/:provider` would take its address.
        SignInProvidersController,
        LoginController,
        GrantsAdminController,
        OAuthAdminController,
        ProtectedResourceController,
        RelationsController,
        RevocationsController,
        RolesController,
        TokenValidationController,
        UsersController,
      ],
      providers: [
        { provide: AccountService, useValue: services.account },
        { provide: AccountGrantsService, useValue: services.accountGrants },
        { provide: AssertionKeys, useValue: services.assertionKeys },
        { provide: AuditLog, useValue: services.auditLog },
        { provide: OlderAuditLog, useValue: services.olderAuditLog },
        { provide: BreakGlassService, useValue: services.breakGlass },
        { provide: GlassReviewsService, useValue: services.glassReviews },
        { provide: DevicePage, useValue: services.devicePage },
        { provide: HomePage, useValue: services.home },
        { provide: InteractionService, useValue: services.interactions },
        { provide: LoginDoor, useValue: services.loginDoor },
        { provide: OAuthAdmin, useValue: services.oauthAdmin },
        { provide: OwnResource, useValue: services.ownResource },
        { provide: RateLimiter, useValue: services.rateLimiter },
        { provide: RelationsService, useValue: services.relations },
        { provide: RevocationsService, useValue: services.revocations },
        { provide: SignInOffer, useValue: services.signInOffer },
        { provide: TokenValidationService, useValue: services.tokenValidation },
        { provide: UsersService, useValue: services.users },
      ],
    };
  }
}
