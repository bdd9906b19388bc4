/** One object of a cluster. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly [part: string]: unknown;
}

/** By which everything of ours is found. */
export const labelsOf = (name: string) => ({ app: name, 'app.kubernetes.io/part-of': 'caregate' });

/** Who carries it may talk to everybody else who does, as on the network of that name of the compose file. */
export const onNetwork = (network: string) => ({ [`network.caregate/${network}`]: 'member' });
