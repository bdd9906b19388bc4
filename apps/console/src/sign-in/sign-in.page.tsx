import { signInProviders } from '@caregate/core-contracts';
import { Alert, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { ask } from '../api/api-client.js';
import { paths } from '../api/paths.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';

/** The way in: the identity providers that this hospital has. `ended`: somebody was signed in on this page before. */
export function SignInPage({ ended }: { readonly ended: boolean }) {
  const { pathname, search } = useLocation();
  const query = useQuery({ queryKey: ['providers'], queryFn: () => ask(signInProviders, paths.providers) });
  useEffect(() => {
    document.title = 'Sign in · CareGate';
  }, []);
  // The front door may answer at another address than this page, so that a path alone would lead back there.
  const returnTo = encodeURIComponent(`${window.location.origin}/console${pathname}${search}`);
  return (
    <main className="door">
      <div className="card">
        <div className="brand">
          <img src="/console/icon.svg" alt="" />
          CareGate
        </div>
        <h1>Sign in</h1>
        {ended && <Alert title="Your sign-in has ended">Sign in again to go on where you were.</Alert>}
        <span className="quiet">Use the account your hospital gave you.</span>
        {query.isPending && <Loading />}
        {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
        {query.data?.providers.map(({ name, title, href }, index) => (
          <Button
            key={name}
            component="a"
            href={`${href}?return_to=${returnTo}`}
            size="md"
            variant={index === 0 ? 'filled' : 'default'}
          >
            Continue with {title}
          </Button>
        ))}
        {query.data?.providers.length === 0 && <span className="quiet">No way to sign in is set up yet.</span>}
      </div>
    </main>
  );
}
