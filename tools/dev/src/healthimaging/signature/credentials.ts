/** The one key pair that this endpoint knows. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}
