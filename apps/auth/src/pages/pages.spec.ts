import { Pages } from './pages.js';
import { formTargetOf, pagePolicy } from './send-page.js';

const hostile = `<img src=x onerror="alert(1)">'&`;

describe('the pages', () => {
  const pages = new Pages();

  it('escape whatever an application calls itself', () => {
    const html = pages.render('consent', 'Allow access?', {
      clientName: hostile,
      userName: hostile,
      resourceTitle: hostile,
      resourceUrl: hostile,
      redirectHost: hostile,
      scopes: [{ name: hostile, title: hostile }],
      vainScopes: [hostile],
      lasting: true,
      patients: [],
      unproven: true,
      action: hostile,
      csrfToken: hostile,
    });
    expect(html).not.toContain('<img');
    expect(html).not.toContain('onerror="');
    expect(html).toContain('Nobody has verified this application');
  });

  it('escape who asks to sign out, and where it leads', () => {
    const html = pages.render('logout', 'Sign out?', { clientName: hostile, back: hostile, csrfToken: 't' });
    expect(html).not.toMatch(/<img|onerror="/u);
  });

  it('escape the title and the message of an error', () => {
    expect(pages.render('message', hostile, { message: hostile, code: hostile })).not.toContain('<img');
  });

  it('carry neither script nor inline style nor anything of another host', () => {
    const all = [
      pages.render('home', 'Welcome', { user: { name: 'A', role: 'nurse' }, until: '12:00', csrfToken: 't' }),
      pages.render('home', 'Welcome', {}),
      pages.render('login', 'Sign in', { providers: [{ title: 'Sandbox', href: '/auth/sandbox' }] }),
      pages.render('logout', 'Sign out', { csrfToken: 't' }),
      pages.render('message', 'Not possible', { message: 'x', requestId: 'r' }),
    ].join('');
    expect(all).not.toMatch(/<script|<style|style="|https?:/);
  });
});

describe('the policy of a page', () => {
  it('lets nobody frame it and nothing run', () => {
    expect(pagePolicy()).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
  });

  it.each([
    ['https://app.example/cb?x=1', 'https://app.example'],
    ['http://127.0.0.1:5000/cb', 'http://127.0.0.1:5000'],
    ['http://[::1]:5000/cb', 'http:'],
    ['cursor://host/cb', 'cursor:'],
  ])('lets the consent form lead on to %s', (uri, target) => {
    expect(formTargetOf(uri)).toBe(target);
  });
});
