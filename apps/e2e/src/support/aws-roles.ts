import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { listen } from '@caregate/testing';

export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface AwsRoles {
  /** By which a process finds the role of its container (ECS, EKS Pod Identity). */
  readonly container: Readonly<Record<string, string>>;
  /** By which it finds the role of its machine (EC2). */
  readonly machine: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const ROLE = 'imaging-reader';
const ROLES = '/latest/meta-data/iam/security-credentials/';
const HOUR_MILLISECONDS = 3_600_000;

/**
 * The two places where AWS gives a role's temporary credentials to who runs there: the container's endpoint, and the
 * instance metadata service in its second version, which answers only who has fetched a token by PUT before.
 */
export async function startAwsRoles({ accessKeyId, secretAccessKey, sessionToken }: AwsKeys): Promise<AwsRoles> {
  const secret = randomBytes(24).toString('base64url');
  const credentials = {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken,
    Expiration: new Date(Date.now() + HOUR_MILLISECONDS).toISOString(),
  };
  const answers = new Map<string, string>([
    [`GET /container ${secret}`, JSON.stringify(credentials)],
    ['PUT /latest/api/token 21600', secret],
    [`GET ${ROLES} ${secret}`, ROLE],
    [`GET ${ROLES}${ROLE} ${secret}`, JSON.stringify({ Code: 'Success', Type: 'AWS-HMAC', ...credentials })],
  ]);
  const server = createServer((message, response) => {
    const answer = answers.get(`${message.method} ${message.url} ${shownBy(message)}`);
    response.writeHead(answer === undefined ? 401 : 200).end(answer);
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  return {
    container: {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/container`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: secret,
    },
    machine: { AWS_EC2_METADATA_SERVICE_ENDPOINT: url },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function shownBy({ headers }: IncomingMessage): string {
  const { authorization, 'x-aws-ec2-metadata-token': token } = headers;
  return String(authorization ?? token ?? headers['x-aws-ec2-metadata-token-ttl-seconds']);
}
