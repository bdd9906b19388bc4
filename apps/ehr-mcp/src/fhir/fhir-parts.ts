import type { Authorizer } from '@caregate/kit-access';
import type { AuditTrail } from '@caregate/kit-audit';
import type { Logger } from '@caregate/kit-http';
import type { TokenVerifier } from '@caregate/kit-jwt';
import type { Clinic } from '../clinic.js';
import type { DataSource } from 'typeorm';

/** What the FHIR facade stands on: the same decision, the same trail and the same tables as the tools. */
export interface FhirParts {
  readonly dataSource: DataSource;
  readonly verifier: Pick<TokenVerifier, 'peek' | 'verify'>;
  readonly authorizer: Pick<Authorizer, 'decide' | 'relationsOf'>;
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly logger: Pick<Logger, 'error'>;
  /** By whose days ages are counted. */
  readonly clinic: Pick<Clinic, 'timeZone'>;
  /** Address of the facade, such as `https://ehr.example.org/fhir`. */
  readonly baseUrl: string;
  /** Issuer of the tokens; its endpoints are named to SMART clients. */
  readonly issuer: string;
  readonly jwksUrl: string;
  /** RFC 9728: where a client that was refused learns whom to ask. */
  readonly resourceMetadataUrl: string;
  /** Page on which clinicians break the glass, for those who are refused for want of a relationship. */
  readonly breakGlassUrl?: string | undefined;
  /** Scopes that a client may ask for to read here. */
  readonly scopes: readonly string[];
  /** Of pages that may read here, besides the documents, which everybody's may. */
  readonly allowedOrigins: readonly string[];
  readonly version: string;
  readonly startedAt: Date;
}
