/** The one key pair that this endpoint knows. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials, which do not count without it. */
  readonly sessionToken?: string | undefined;
}
