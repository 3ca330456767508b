// Import direction of the tree (CONTRIBUTING.md). Reads TypeScript through @swc/core: without it, it would read no
// module at all and find nothing wrong, so the gate also asks for a minimum number of modules.

const domains = require('./scripts/gates/domains.cjs');

/** Tests, and what only tests use. */
const tests = '\\.test\\.tsx?$|^(lib/[^/]+|app/api/.+)/testing(\\.ts$|/)';

const direction = domains.slice(0, -1).map((domain, index) => ({
  name: `order-${domain}`,
  severity: 'error',
  comment: `lib/${domain} may import only what stands above it`,
  from: { path: `^lib/${domain}/`, pathNot: tests },
  to: { path: `^lib/(${domains.slice(index + 1).join('|')})/` },
}));

/** Files without input or output: time, rows and settings are passed in. */
const pure = 'model|rules|policy|schema|words|directory';

module.exports = {
  forbidden: [
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...direction,
    {
      name: 'lib-is-ui-free',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(app|components|e2e)/' },
    },
    {
      name: 'components-never-reach-server',
      severity: 'error',
      from: { path: '^components/' },
      to: {
        path: '^(app/|prisma/|scripts/|lib/platform/|lib/access/(authorize|session|read|api-key)|lib/audit-trail/commit|lib/[^/]+/(queries|commands|operations))',
        pathNot: '^lib/platform/(format|clock|own-value|result|errors|text-length)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pure-files-stay-pure',
      severity: 'error',
      from: { path: `^lib/[^/]+/(${pure})(\\.ts$|/)`, pathNot: '\\.test\\.ts$' },
      to: {
        pathNot: `^(lib/[^/]+/((${pure})(\\.ts$|/)|data/.*\\.json$)|lib/access/permissions|lib/platform/(card-number|clock|errors|parse|format|own-value|result|page)\\.ts|node_modules/(zod|canonicalize|node-diff3)/)`,
      },
    },
    {
      name: 'only-io-files-touch-the-database',
      severity: 'error',
      from: {
        pathNot:
          '^(lib/[^/]+/(queries|commands|operations)(\\.ts$|/)|lib/access/(authorize|session|read|api-key)|lib/audit-trail/commit|lib/platform/|prisma/|scripts/|bench/|e2e/support/|app/api/health/)|\\.integration\\.test\\.ts$',
      },
      to: { path: '^lib/(platform/(db|generated)|audit-trail/commit)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'commands-write-through-commit',
      severity: 'error',
      from: {
        path: '^lib/[^/]+/commands',
        pathNot: '\\.test\\.ts$|^lib/(person|organization|sign-on|sample)/',
      },
      to: { path: '^lib/platform/db', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'queries-do-not-write',
      severity: 'error',
      from: { path: '^lib/[^/]+/queries', pathNot: '\\.test\\.ts$' },
      to: { path: '^lib/([^/]+/commands|audit-trail/commit)' },
    },
    {
      name: 'no-foreign-commands',
      severity: 'error',
      // The sample is made through the very commands that people use.
      from: { path: '^lib/([^/]+)/', pathNot: `${tests}|^lib/sample/` },
      to: { path: '^lib/[^/]+/commands', pathNot: '^lib/$1/' },
    },
    {
      name: 'e2e-is-black-box',
      severity: 'error',
      // The tables that tests walk (roles, permissions, findings) are lists; fixtures may fill rows with the domain's help.
      from: { path: '^e2e/(?!support/)' },
      to: {
        path: '^(lib|app|components)/',
        pathNot: '^lib/(access/(model|permissions)|catalogue/model)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'the-app-has-no-test-code',
      severity: 'error',
      from: { path: '^(app|components|lib)/', pathNot: tests },
      to: { path: `^(scripts/|e2e/|bench/)|${tests}` },
    },
    {
      name: 'nothing-leaves-checks-out',
      severity: 'error',
      comment:
        'bench/unguarded leaves checks out: only the bench itself, and the gate on it, may reach there',
      from: { pathNot: '^(bench/|scripts/gates/)' },
      to: { path: '^bench/(lib/)?unguarded' },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/|^lib/platform/generated/' },
    exclude: { path: '^(\\.next|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
