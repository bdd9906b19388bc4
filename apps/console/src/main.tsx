import './api/without-eval.js';
import './theme/mantine-styles.js';
import './theme/app.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { ApiError } from './api/api-error.js';
import { Console } from './console.js';
import { sessionKey } from './layout/session.js';
import { theme } from './theme/theme.js';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root.');

// The edge shows the console at its front door too; its own addresses begin further down.
if (!window.location.pathname.startsWith('/console')) window.history.replaceState(null, '', '/console/');

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => askWhoIsSignedIn(error) }),
  mutationCache: new MutationCache({ onError: (error) => askWhoIsSignedIn(error) }),
  defaultOptions: {
    // Without a network nothing is put off in silence: what cannot be asked is said, and no change is made an hour later.
    queries: { retry: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

/** Whoever is no longer signed in is shown the way in. */
function askWhoIsSignedIn(error: Error): void {
  if (error instanceof ApiError && error.status === 401) void client.invalidateQueries({ queryKey: sessionKey });
}

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={client}>
        <BrowserRouter basename="/console">
          <Console />
        </BrowserRouter>
        <Notifications position="bottom-right" />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
