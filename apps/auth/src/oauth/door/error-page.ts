import { DomainError } from '@caregate/core-errors';
import { errors, type Configuration } from 'oidc-provider';
import { currentContext } from '@caregate/kit-http';
import type { Pages } from '../../pages/pages.js';
import { pagePolicy } from '../../pages/send-page.js';

/** For errors that must not go back to the client, because it is not known to be the one it says (RFC 6749 §4.1.2.1). */
export function renderOAuthError(pages: Pages): NonNullable<Configuration['renderError']> {
  return (ctx, out, cause) => {
    const { error, error_description: description } = cause instanceof errors.SessionNotFound ? expired(out) : out;
    ctx.state['refusal'] = error;
    ctx.type = 'html';
    ctx.set('content-security-policy', pagePolicy());
    ctx.body = pages.render('message', 'This is not possible', {
      message: description ?? 'The application asked for something that this server does not do.',
      code: error,
      requestId: currentContext().requestId,
    });
  };
}

/** In the words of our own pages, as the person may have got here from one of them. */
function expired({ error }: { readonly error: string }) {
  return { error, error_description: new DomainError('oauth.interaction.expired').publicMessage };
}
