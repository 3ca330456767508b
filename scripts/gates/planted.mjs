// Violations that the tools must find: a gate that cannot fail is no gate.
import domains from './domains.cjs';

export const forBiome = {
  'lib/person/model.ts':
    'export const x : any = 1\nexport const first = (list: string[]) => list[0]!.length;\nconsole.log(process.env.HOME, first([]));\n',
  'lib/person/CamelCase.ts': 'export const y = 1;\n',
  'lib/person/index.ts': "export * from './model';\n",
  'lib/person/one.ts': "import { two } from './two';\n\nexport const one = (): number => two();\n",
  'lib/person/two.ts': "import { one } from './one';\n\nexport const two = (): number => one();\n",
};
export const biomeMustFind = [
  'noExplicitAny',
  'noNonNullAssertion',
  'noConsole',
  'noProcessEnv',
  'useFilenamingConvention',
  'noBarrelFile',
  'noImportCycles',
  'format',
];

export const forOxlint = {
  'lib/person/rules.ts':
    'const later = async (): Promise<void> => {};\nexport function forgets(): void {\n  later();\n}\nexport function mistakes(): void {\n  [1].forEach(async () => later());\n}\n',
};
export const oxlintMustFind = ['no-floating-promises', 'no-misused-promises'];

export const forTypescript = {
  'lib/person/rules.ts':
    'export const first = (list: string[]): string => list[0];\nexport enum Colour {\n  Red,\n}\nexport const untyped = (value) => value;\n',
};
export const typescriptMustFind = ['TS2322', 'TS1294', 'TS7006'];

/** One violation for each rule of the import directions: rule → files. */
export function forImports() {
  const value = 'export const value = 1;\n';
  const uses = (path) => `import { value } from '@/${path}';\n\nexport const used = value;\n`;
  const planted = {
    'no-unresolved': { 'lib/report/lost.ts': uses('lib/nowhere') },
    'no-cycles': { 'lib/report/one.ts': uses('lib/report/two'), 'lib/report/two.ts': uses('lib/report/one') },
    'lib-is-ui-free': {
      'lib/report/ui.ts': uses('components/person/view'),
      'components/person/view.ts': value,
    },
    'components-never-reach-server': {
      'components/person/list.ts': uses('lib/report/queries'),
      'lib/report/queries.ts': value,
    },
    'pure-files-stay-pure': { 'lib/report/rules.ts': uses('lib/platform/env'), 'lib/platform/env.ts': value },
    'only-io-files-touch-the-database': {
      'lib/report/words.ts': uses('lib/platform/db'),
      'lib/platform/db.ts': value,
    },
    'commands-write-through-commit': { 'lib/report/commands.ts': uses('lib/platform/db') },
    'queries-do-not-write': {
      'lib/attestation/queries.ts': uses('lib/audit-trail/commit'),
      'lib/audit-trail/commit.ts': value,
    },
    'no-foreign-commands': {
      'lib/report/operations.ts': uses('lib/schedule/commands'),
      'lib/schedule/commands.ts': value,
    },
    'e2e-is-black-box': { 'e2e/journey/a.spec.ts': uses('lib/report/model'), 'lib/report/model.ts': value },
    'the-app-has-no-test-code': {
      'lib/report/helper.ts': uses('lib/platform/testing'),
      'lib/platform/testing.ts': value,
    },
    'nothing-leaves-checks-out': {
      'prisma/seed.ts': uses('bench/unguarded/session'),
      'bench/unguarded/session.ts': value,
    },
  };
  for (const [index, domain] of domains.slice(0, -1).entries())
    planted[`order-${domain}`] = {
      [`lib/${domain}/upwards.ts`]: uses(`lib/${domains[index + 1]}/target`),
      [`lib/${domains[index + 1]}/target.ts`]: value,
    };
  return planted;
}

export const forKnip = {
  'package.json': JSON.stringify({ name: 'planted', type: 'module', dependencies: { pino: '*', pg: '*' } }),
  'knip.json': JSON.stringify({ entry: ['main.ts'], project: ['**/*.ts'] }),
  'main.ts': "import pino from 'pino';\nimport { used } from './lib/used';\n\npino().info(used);\n",
  'lib/used.ts': 'export const used = 1;\nexport const unused = 2;\n',
  'lib/orphan.ts': 'export const orphan = 1;\n',
};
export const knipMustFind = ['lib/orphan.ts', 'unused', 'pg'];
