import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replaced } from '../../bench/unguarded/replaced.mjs';
import { projectFolder } from '../lib/folders.mjs';
import { iconSprite } from '../lib/icon-sprite.mjs';
import * as bench from './bench.mjs';
import * as names from './catalogue-of-names.mjs';
import * as house from './house.mjs';
import { plant, readTree } from './tree.mjs';

const tree = readTree();

/** Each gate: what it promises, how it checks, and violations that it must find. */
const gates = [
  {
    name: 'every server action asks who calls it',
    check: house.actionsAuthorise,
    planted: [
      {
        'app/(workspace)/x/actions.ts':
          "'use server';\n\nexport async function openAction() {\n  // actionGrant('x:y')\n  return 1;\n}\n",
      },
      {
        'app/(workspace)/x/more.ts':
          "'use server';\n\nexport async function movedAction() {\n  await actionGrant('x:y');\n}\n",
      },
      {
        'app/(workspace)/x/page.tsx':
          "export default function Page() {\n  async function inner() {\n    'use server';\n  }\n  return inner;\n}\n",
      },
    ],
  },
  {
    name: 'every method of every route asks who calls it',
    check: house.routesAuthorise,
    planted: [
      {
        'app/api/x/route.ts':
          "export async function GET(request) {\n  await routeGrant(request, 'x:y');\n}\nexport async function DELETE() {\n  return new Response();\n}\n",
      },
      { 'app/api/y/route.ts': "export { GET } from './other';\n" },
    ],
  },
  {
    name: 'every page of the workspace asks who looks',
    check: house.pagesAuthorise,
    planted: [{ 'app/(workspace)/x/page.tsx': 'export default function Page() {\n  return null;\n}\n' }],
  },
  {
    name: 'grants are made and doors opened only where that is the job',
    check: house.grantsHaveOneMaker,
    planted: [
      { 'lib/report/queries/x.ts': "import { unsafePool } from '@/lib/platform/db';\n" },
      { 'app/x.ts': "import { unsafeMakeGrant as make } from '@/lib/access/grant';\n" },
    ],
  },
  {
    name: 'server files say so in their first line',
    check: house.serverFilesSaySo,
    planted: [
      { 'lib/report/queries.ts': "import { read } from '@/lib/access/read';\nimport 'server-only';\n" },
    ],
  },
  {
    name: 'no file is longer than 300 lines',
    check: house.filesAreShort,
    planted: [{ 'lib/report/long.ts': '//\n'.repeat(house.LONGEST_FILE + 1) }],
  },
  {
    name: 'nothing is unfinished, silenced or left out',
    check: house.nothingIsGlossedOver,
    planted: [
      { 'lib/report/x.ts': '// TODO: later\n' },
      { 'lib/report/x.ts': '// @ts-expect-error\nconst x: string = 1;\n' },
      { 'lib/report/x.test.ts': "it.skip('works', () => {});\n" },
      { 'e2e/x/y.spec.ts': 'await page.waitForTimeout(500);\n' },
      { 'components/x/y.tsx': 'export const x = <b style={{ color: 1 }} />;\n' },
      { 'components/x/y.tsx': 'export const x = <b dangerouslySetInnerHTML={{ __html: 1 }} />;\n' },
      { 'lib/report/x.ts': "import { exec } from 'node:child_process';\n" },
      { 'lib/report/x.ts': 'export const x = (tx) => tx.$queryRawUnsafe(text);\n' },
      { 'lib/report/x.ts': "export const x = createHash('md5');\n" },
      { 'lib/report/x.ts': "export const x = createCipheriv('aes-256-cbc', key, iv);\n" },
      { 'components/x/y.ts': 'export const x = Math.random();\n' },
      { 'lib/report/x.ts': 'export const x = { rejectUnauthorized: false };\n' },
    ],
  },
  {
    name: 'the role table holds every permission, and none that nobody asks for',
    check: names.permissionsAreInTheTable,
    planted: [
      { 'app/(workspace)/x/page.tsx': "await pageGrant('moon:land');\n" },
      {
        'lib/access/permissions.ts': `${tree.get('lib/access/permissions.ts')?.replace('permissionTable = {', "permissionTable = {\n  'moon:land': [],")}`,
      },
    ],
  },
  {
    name: 'every event type has words and a producer',
    check: names.eventsHaveALabelAndAProducer,
    planted: [
      {
        'lib/audit-trail/model.ts': `${tree.get('lib/audit-trail/model.ts')?.replace('eventTypes = {', "eventTypes = {\n  'moon.landed': { label: 'Landed', data: facts },")}`,
      },
      {
        'lib/audit-trail/model.ts': `${tree.get('lib/audit-trail/model.ts')?.replace(/label: '[^']+'/, "label: ''")}`,
      },
    ],
  },
  {
    name: 'every folder of lib has its place in the order of imports',
    check: names.domainsAreOrdered,
    planted: [{ 'lib/moon/model.ts': 'export const x = 1;\n' }],
  },
  {
    name: 'what the scenarios promise is shown by a browser test, and the other way round',
    check: names.scenariosAreShown,
    planted: [
      { 'docs/scenarios.md': `${tree.get('docs/scenarios.md')}\n- **MOON-1** One can land.\n` },
      { 'e2e/moon/land.spec.ts': "test('MOON-2: one can land', async () => {});\n" },
    ],
  },
  {
    name: 'keys carry the organization, and nothing is deleted by cascade',
    check: names.keysCarryTheOrganization,
    planted: [
      { 'prisma/schema/x.prisma': 'model Moon {\n  organizationId String @db.Uuid\n  id String @id\n}\n' },
      {
        'prisma/schema/x.prisma':
          'model Moon {\n  id String @id\n  y Y @relation(fields: [id], references: [id], onDelete: Cascade)\n}\n',
      },
    ],
  },
  {
    name: 'what the bench puts in place of checks matches what it replaces',
    check: (files) => bench.replacementsMatch(files, replaced),
    planted: [
      { 'lib/access/read.ts': `${tree.get('lib/access/read.ts')}export function newDoor() {}\n` },
      {
        'lib/access/session.ts': `${tree.get('lib/access/session.ts')?.replace('function findSession', 'function findIt')}`,
      },
      { 'bench/unguarded/read.ts': 'export const read = (grant, work) => work(grant);\n' },
      { 'bench/unguarded/session.ts': 'export const other = 1;\n' },
      { 'bench/unguarded/commit.ts': 'export const commit = 1;\n' },
    ],
  },
];

describe.each(gates)('$name', ({ check, planted }) => {
  it('holds for the checkout', () => {
    expect(check(tree)).toEqual([]);
  });
  it('is found broken where it is broken', () => {
    const before = new Set(check(tree));
    const missed = planted.filter((files) =>
      check(plant(tree, files)).every((problem) => before.has(problem)),
    );
    expect(missed).toEqual([]);
  });
});

describe('versions of dependencies', () => {
  const lock = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8'));
  it('are not below their last known advisory', () => {
    expect(names.versionsAreCurrent(lock)).toEqual([]);
  });
  it('are found too old, nested copies too', () => {
    const old = { packages: { ...lock.packages, 'node_modules/x/node_modules/next': { version: '16.3.4' } } };
    expect(names.versionsAreCurrent(old)).toEqual([
      'node_modules/x/node_modules/next is 16.3.4, which is below 16.3.5',
    ]);
  });
});

describe('the icons', () => {
  const icons = join(projectFolder, 'components/ui/icons');
  it('are drawn as the module declares them: node scripts/icons.mjs', async () => {
    const drawn = await iconSprite(readFileSync(`${icons}.tsx`, 'utf8'));
    expect(readFileSync(`${icons}.svg`, 'utf8')).toBe(drawn);
  });
  it('are refused under a name that lucide does not have', async () => {
    await expect(iconSprite("export const Moo = icon('moo');\n")).rejects.toThrow('no icon Moo');
  });
});
