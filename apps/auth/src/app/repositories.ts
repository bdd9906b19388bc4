import type { DataSource } from 'typeorm';
import { BreakGlassRepository } from '../break-glass/break-glass.repository.js';
import { OAuthClientsRepository } from '../clients/oauth-clients.repository.js';
import { ConsentsRepository } from '../consent/consents.repository.js';
import { SigningKeysRepository } from '../keys/signing-keys.repository.js';
import { LoginStatesRepository } from '../login/login-states.repository.js';
import { ArtifactsRepository } from '../oauth/artifacts/artifacts.repository.js';
import type { OAuthDirectory } from '../oauth/artifacts/oauth-directory.js';
import { IssuedTokensRepository } from '../oauth/artifacts/issued-tokens.repository.js';
import { RelationsAdminRepository } from '../relations/relations-admin.repository.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { UsersAdminRepository } from '../users/users-admin.repository.js';
import { UsersRepository } from '../users/users.repository.js';

export function openRepositories(dataSource: DataSource, directory?: OAuthDirectory) {
  return {
    artifacts: new ArtifactsRepository(dataSource),
    clients: new OAuthClientsRepository(dataSource, directory),
    consents: new ConsentsRepository(dataSource),
    glasses: new BreakGlassRepository(dataSource),
    issued: new IssuedTokensRepository(dataSource, directory),
    keys: new SigningKeysRepository(dataSource),
    loginStates: new LoginStatesRepository(dataSource),
    relations: new RelationsAdminRepository(dataSource),
    sessions: new SessionsRepository(dataSource),
    users: new UsersRepository(dataSource),
    usersAdmin: new UsersAdminRepository(dataSource),
  };
}
