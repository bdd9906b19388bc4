import { Burger, Button, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { Outlet, useLocation } from 'react-router';
import { Stumble } from '../parts/stumble.js';
import { Navigation } from './navigation.js';
import { Clock } from './clock.js';
import { SchemeSwitch } from './scheme-switch.js';
import type { SignedIn } from './session.js';
import { useSignOut } from './use-sign-out.js';

/** What stands around every page: the parts of the console that the role opens, and who is signed in. */
export function Frame({ session }: { readonly session: SignedIn }) {
  const [opened, { open, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  // A record beside its list is no other page.
  const page = pathname.split('/')[1];
  const shown = useRef(page);
  useEffect(() => {
    close();
    // Whoever goes by keyboard or hears the page goes on at the new content, not at the menu's last link.
    if (shown.current !== page) document.getElementById('content')?.focus();
    shown.current = page;
  }, [page, close]);
  return (
    <div className="frame">
      <a className="skip" href="#content">
        Skip to content
      </a>
      <header className="top">
        <Brand />
        <Burger opened={opened} onClick={open} aria-label="Open menu" size="sm" />
      </header>
      <header className="side">
        <Brand />
        <Navigation session={session} />
        <Who session={session} />
      </header>
      <Drawer
        opened={opened}
        onClose={close}
        size="280px"
        lockScroll={false}
        title="CareGate"
        closeButtonProps={{ 'aria-label': 'Close menu' }}
      >
        <Navigation session={session} />
        <Who session={session} />
      </Drawer>
      <main className="main" id="content" tabIndex={-1}>
        <Stumble key={page}>
          <Outlet />
        </Stumble>
      </main>
    </div>
  );
}

function Brand() {
  return (
    <div className="brand">
      <img src="/console/icon.svg" alt="" />
      CareGate
    </div>
  );
}

function Who({ session: { user } }: { readonly session: SignedIn }) {
  const signOut = useSignOut();
  return (
    <div className="who">
      <div>
        <div className="who-name" title={user.name}>
          {user.name}
        </div>
        <div className="quiet">{user.role}</div>
        <Clock />
      </div>
      <div className="spread">
        <Button variant="default" size="xs" loading={signOut.isPending} onClick={() => signOut.mutate()}>
          Sign out
        </Button>
        <SchemeSwitch />
      </div>
    </div>
  );
}
