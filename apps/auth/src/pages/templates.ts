/** Templates in the language of Eta; `<%= %>` escapes. No script, no inline style, nothing from another host. */
export const templates = {
  layout: `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <title><%= it.title %> – CareGate</title>
  <link rel="stylesheet" href="/assets/style.css">
</head>
<body>
  <main>
    <p class="brand">CareGate</p>
    <h1><%= it.title %></h1>
    <%~ it.body %>
  </main>
</body>
</html>
`,

  home: `<% if (it.user) { %>
<dl>
  <dt>Signed in as</dt><dd><%= it.user.name %></dd>
  <dt>Role</dt><dd><%= it.user.role %></dd>
  <dt>Until</dt><dd><%= it.until %> at the latest</dd>
</dl>
<form method="post" action="/auth/logout">
  <input type="hidden" name="csrf_token" value="<%= it.csrfToken %>">
  <div class="actions"><button type="submit">Sign out</button></div>
</form>
<% } else { %>
<p>The front door between people, assistants and clinical systems.</p>
<div class="actions"><a class="button" href="/login">Sign in</a></div>
<% } %>
`,

  login: `<p>Choose where you have your account.</p>
<div class="actions stacked">
<% for (const provider of it.providers) { %>
  <a class="button" href="<%= provider.href %>"><%= provider.title %></a>
<% } %>
</div>
`,

  consent: `<p><strong><%= it.clientName %></strong> asks to act for you, <%= it.userName %>.</p>
<dl>
  <dt>Service</dt><dd><%= it.resourceTitle %></dd>
  <dt>Address</dt><dd><code><%= it.resourceUrl %></code></dd>
<% if (it.publisherHost) { %>
  <dt>Described at</dt><dd><code><%= it.publisherHost %></code></dd>
<% } %>
  <dt>Returns to</dt><dd><code><%= it.redirectHost %></code></dd>
</dl>
<p>If you allow it, it can:</p>
<ul>
<% for (const scope of it.scopes) { %>
  <li><%= scope.title %> <span class="quiet">(<%= scope.name %>)</span></li>
<% } %>
</ul>
<% if (it.vainScopes.length > 0) { %>
<p class="warn">It asks for <code><%= it.vainScopes.join(' ') %></code> too, but none of that opens anything to you: it will see no record.</p>
<% } %>
<% if (it.lasting) { %>
<p class="quiet">It keeps this access after you sign out, until you or an administrator takes it back.</p>
<% } %>
<% if (it.unproven) { %>
<p class="warn">Nobody has verified this application. Allow it only if you have just started it yourself.</p>
<% } %>
<form method="post" action="<%= it.action %>">
  <input type="hidden" name="csrf_token" value="<%= it.csrfToken %>">
<% if (it.patients.length === 1) { %>
  <p>It opens: <%= it.patients[0].title %></p>
<% } %>
<% if (it.patients.length > 1) { %>
  <fieldset>
    <legend>Whose record is it to open?</legend>
<% for (const patient of it.patients) { %>
    <label><input type="radio" name="patient" value="<%= patient.patientId %>" required> <%= patient.title %></label>
<% } %>
  </fieldset>
<% } %>
  <div class="actions">
    <button type="submit" name="decision" value="allow">Allow</button>
    <button type="submit" name="decision" value="deny" class="second" formnovalidate>Do not allow</button>
  </div>
</form>
`,

  deviceCode: `<p>Type in the code that your device shows. Never one that somebody has sent to you.</p>
<form method="post" action="/device">
  <input type="hidden" name="csrf_token" value="<%= it.csrfToken %>">
  <label for="user_code">Code</label>
  <input id="user_code" name="user_code" value="<%= it.userCode %>" required maxlength="20" autocomplete="off" autocapitalize="characters" spellcheck="false">
  <div class="actions"><button type="submit">Continue</button></div>
</form>
`,

  deviceConsent: `<p><strong><%= it.clientName %></strong> on another device asks to act for you, <%= it.userName %>.</p>
<dl>
  <dt>Code</dt><dd><code><%= it.userCode %></code></dd>
  <dt>Service</dt><dd><%= it.resourceTitle %></dd>
  <dt>Address</dt><dd><code><%= it.resourceUrl %></code></dd>
</dl>
<p>If you allow it, it can:</p>
<ul>
<% for (const scope of it.scopes) { %>
  <li><%= scope.title %> <span class="quiet">(<%= scope.name %>)</span></li>
<% } %>
</ul>
<% if (it.vainScopes.length > 0) { %>
<p class="warn">It asks for <code><%= it.vainScopes.join(' ') %></code> too, but none of that opens anything to you: it will see no record.</p>
<% } %>
<% if (it.lasting) { %>
<p class="quiet">It keeps this access after you sign out, until you or an administrator takes it back.</p>
<% } %>
<p class="warn">Allow it only if your own device shows this very code and you have just started it yourself.</p>
<form method="post" action="/device">
  <input type="hidden" name="csrf_token" value="<%= it.csrfToken %>">
  <input type="hidden" name="user_code" value="<%= it.userCode %>">
  <div class="actions">
    <button type="submit" name="decision" value="allow">Allow</button>
    <button type="submit" name="decision" value="deny" class="second">Do not allow</button>
  </div>
</form>
`,

  logout: `<% if (it.clientName) { %>
<p><strong><%= it.clientName %></strong> asks you to sign out.</p>
<% } %>
<p>Do you want to sign out of CareGate in this browser?</p>
<form method="post" action="/auth/logout">
  <input type="hidden" name="csrf_token" value="<%= it.csrfToken %>">
<% if (it.back) { %>
  <input type="hidden" name="back" value="<%= it.back %>">
<% } %>
  <div class="actions">
    <button type="submit">Sign out</button>
    <a class="button second" href="/">Stay signed in</a>
  </div>
</form>
`,

  message: `<p><%= it.message %></p>
<% if (it.code) { %><p class="quiet">Code: <code><%= it.code %></code></p><% } %>
<% if (it.requestId) { %><p class="quiet">Quote this when you ask for help: <code><%= it.requestId %></code></p><% } %>
<div class="actions"><a class="button second" href="/">To the start page</a></div>
`,
} as const;
