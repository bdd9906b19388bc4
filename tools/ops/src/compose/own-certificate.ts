/** Has Traefik show what lies in its folder for it, as docs/guides/run-in-production.md says it. */
export const ownCertificate = `tls:
  certificates:
    - certFile: /etc/traefik/tls/tls.crt
      keyFile: /etc/traefik/tls/tls.key
`;
