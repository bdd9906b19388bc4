/** Every npm script: whether it compiles first, what the pinned Node runs, and what it does and takes. */
const jest = ['node_modules/jest/bin/jest.js'];

/** What waits most of its time need not keep memory for speed. */
const frugal = '--max-semi-space-size=2';

const ofFolder = ['--folder <path>        the installation; what CAREGATE_FOLDER names, or .caregate, if absent'];
const asJson = ['--json                 for machines'];
const ofStart = [
  ...ofFolder,
  '--free-ports           ports that nobody has, the same at the next start',
  '--port-<name> <port>   of auth, verify, ehr, imaging, orchestrator, agent-socket, bridge, bias-detector, edge,',
  '                       identity-provider, social-providers, health-imaging or postgres',
  '--rooms <names>        not all of sandbox,auth,ehr-mcp,imaging-mcp,orchestrator,bias-detector,bridge,edge',
];
const ofSetUp = ['host', 'admin-subject', 'admin-name', 'admin-email'].concat(
  ['title', 'issuer', 'client-id', 'client-secret-file'].map((name) => `idp-${name}`),
);

/**
 * `deployment`: it may be for a database that the variables of the caller name. What names nothing that it `takes` is given
 * nothing, unless it has a help of its own; `instead` is what somebody may have meant who tried. `paths`: the options that
 * name files and folders; `installation`: it is about the one of a folder.
 */
export const tasks = {
  start: {
    ...aboutInstallation('tools/dev/dist/start.main.js', frugal),
    does: 'starts everything on this machine',
    takes: ofStart,
  },
  reset: {
    ...aboutInstallation('tools/dev/dist/reset.main.js'),
    does: 'clears the data of a start',
    takes: ofFolder,
  },
  tour: { ...built('tools/dev/dist/tour.main.js'), does: 'proves the main path over real sockets', takes: asJson },
  up: {
    ...aboutInstallation('tools/ops/dist/up.main.js'),
    does: 'starts everything in the background',
    takes: ofStart,
  },
  down: {
    ...aboutInstallation('tools/ops/dist/down.main.js'),
    does: 'stops what runs; the data stays',
    takes: ofFolder,
  },
  status: {
    ...aboutInstallation('tools/ops/dist/status.main.js'),
    does: 'tells health, ports and memory of what runs',
    takes: [...ofFolder, ...asJson],
  },
  logs: {
    ...aboutInstallation('tools/ops/dist/logs.main.js'),
    does: 'prints the last lines of all apps, or of those named',
    takes: [
      '[app …]',
      '-n, --lines <count>    50 if absent',
      '-f, --follow           and what comes',
      '--level <level>        from debug, info, warn, error or fatal up; info if absent',
      ...ofFolder,
      ...asJson,
    ],
  },
  doctor: {
    ...aboutInstallation('tools/ops/dist/doctor.main.js'),
    does: 'looks at everything that has to be right',
    takes: [...ofFolder, '--edge <https://…>     looks at the certificate there', ...asJson],
  },
  'deploy:setup': {
    ...built('tools/ops/dist/setup.main.js'),
    paths: ['folder', 'idp-client-secret-file'],
    does: 'writes settings and secrets of a deployment',
    takes: ['--folder <path>        deploy/compose if absent', ...ofSetUp.map((name) => `--${name} <text>`)],
  },
  'compose:test': {
    ...built('tools/ops/dist/compose-test.main.js'),
    paths: ['cache'],
    does: 'brings the compose file up for real and walks through it',
    takes: ['--cache <path>', '--no-build'],
  },
  oauth: {
    ...aboutInstallation('tools/dev/dist/oauth.main.js'),
    deployment: true,
    does: 'looks after applications, tokens and grants',
    hasHelp: true,
  },
  ehr: {
    ...aboutInstallation('tools/dev/dist/ehr.main.js'),
    does: 'calls a tool of the health record that runs here',
    takes: [
      'try [tool]             without a tool: those that there are',
      '--arg name=value       once for each',
      '--transport <name>     http, ws or stdio',
      '--client <app_id>      copilot-studio if absent',
      ...ofFolder,
    ],
  },
  'audit:verify': {
    ...aboutInstallation('tools/dev/dist/audit-verify.main.js'),
    does: 'recomputes the audit trail from rows and anchors',
    takes: ofFolder,
  },
  bench: { ...built('tools/bench/dist/bench.main.js'), does: 'measures all, or one', takes: ['[name]', ...asJson] },
  generate: {
    ...built('tools/generators/dist/generate.main.js'),
    does: 'writes what every room begins with',
    takes: [
      'lib <core|data|kit> <name>',
      'feature <app> <name> <permission> <audit-event>',
      'tool <app> <feature> <name> <permission> <audit-event>',
      'entity <schema> <name>',
    ],
  },
  'docs:generate': { ...built('tools/checks/dist/docs.main.js'), does: 'prints docs/reference from the code' },
  check: { ...built('tools/checks/dist/check.main.js'), does: 'format, types, lint, boundaries' },
  test: {
    ...built('tools/checks/dist/test.main.js'),
    does: 'every check and every spec',
    instead: 'The specs of one project: npm run nx -- test ehr-mcp',
  },
  format: {
    build: false,
    args: ['node_modules/oxfmt/bin/oxfmt'],
    does: 'formats every file',
    takes: ['[path …]', '--check                only tells which files it would change'],
  },
  build: { build: true, args: ['-e', ''], does: 'compiles' },
  jest: { build: false, args: jest, does: 'specs alone', hasHelp: true },
  nx: { build: false, args: ['node_modules/nx/dist/bin/nx.js'], does: 'targets of projects', hasHelp: true },
};

export function helpOf(name) {
  const { does, takes = [] } = tasks[name];
  return [`npm run ${name}${takes.length > 0 ? ' -- …' : ''}: ${does}.`, ...takes.map((each) => `  ${each}`)].join(
    '\n',
  );
}

export function helpOfAll() {
  return Object.entries(tasks)
    .map(([name, { does }]) => `npm run ${name.padEnd(14)} ${does}`)
    .concat('', 'npm run <command> -- --help names its options.')
    .join('\n');
}

function built(program, ...flags) {
  return { build: true, args: [...flags, program] };
}

/** One rule for all of these: `--folder`, else CAREGATE_FOLDER, else .caregate. */
function aboutInstallation(program, ...flags) {
  return { ...built(program, ...flags), installation: true, paths: ['folder'] };
}
