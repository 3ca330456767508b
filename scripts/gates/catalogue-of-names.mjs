// House gates over closed lists: permissions, events, domains, scenarios, the schema's keys.
import domains from './domains.cjs';
import { isTestCode, pick } from './tree.mjs';

const keysOf = (text, from, pattern) => {
  const start = text.indexOf(from);
  const end = text.indexOf('\n}', start);
  return start < 0 ? [] : [...text.slice(start, end).matchAll(pattern)].map((match) => match[1]);
};
const sources = (files, pattern) => pick(files, pattern).filter(({ path }) => !isTestCode(path));

/** The role table is complete and has no dead lines: what is asked for stands in it, what stands in it is asked for. */
export function permissionsAreInTheTable(files) {
  const table = keysOf(
    files.get('lib/access/permissions.ts') ?? '',
    'permissionTable = {',
    /^ {2}'([a-z-]+:[a-z-]+)'/gm,
  );
  if (table.length === 0) return ['lib/access/permissions.ts: no permission found in permissionTable'];
  const asked = new Map();
  for (const { path, text } of sources(files, /^(app|lib)\/.*\.tsx?$/))
    for (const match of text.matchAll(
      /\b(?:pageGrant|actionGrant|routeGrant|routeExportGrant|authorize|grantFor|systemGrant)\(\s*([^;]{0,200}?)\)/g,
    ))
      for (const literal of match[1].matchAll(/'([a-z-]+:[a-z-]+)'/g)) asked.set(literal[1], path);
  return [
    ...[...asked]
      .filter(([name]) => !table.includes(name))
      .map(([name, path]) => `${path}: asks for ${name}, which is not in the role table`),
    ...table
      .filter((name) => !asked.has(name))
      .map((name) => `lib/access/permissions.ts: nobody asks for ${name}`),
  ];
}

/** Every event type has words for people and something that writes it. */
export function eventsHaveALabelAndAProducer(files) {
  const model = files.get('lib/audit-trail/model.ts') ?? '';
  const domain = keysOf(model, 'eventTypes = {', /^ {2}'([a-z-]+\.[a-z-]+)':/gm);
  const instance = keysOf(model, 'instanceEventTypes = {', /^ {2}'([a-z-]+\.[a-z-]+)':/gm);
  if (domain.length === 0 || instance.length === 0) return ['lib/audit-trail/model.ts: no event types found'];
  const problems = [];
  for (const type of [...domain, ...instance]) {
    const words = new RegExp(`'${type.replace('.', '\\.')}':\\s*(?:\\{\\s*label:\\s*)?'([^']*)'`).exec(
      model,
    )?.[1];
    if (!words?.trim()) problems.push(`lib/audit-trail/model.ts: ${type} has no label`);
    const isProduced = sources(files, /^(lib|app)\/.*\.tsx?$|^prisma\/migrations\/.*\.sql$/).some(
      ({ path, text }) => path !== 'lib/audit-trail/model.ts' && text.includes(`'${type}'`),
    );
    if (!isProduced) problems.push(`lib/audit-trail/model.ts: nothing writes ${type}`);
  }
  return problems;
}

/** Every folder of lib/ has its place in the allowed order of imports. */
export function domainsAreOrdered(files) {
  const folders = new Set(pick(files, /^lib\/[^/]+\//).map(({ path }) => path.split('/')[1]));
  return [...folders]
    .filter((folder) => !domains.includes(folder))
    .map((folder) => `lib/${folder}: has no place in scripts/gates/domains.cjs`);
}

/** What docs/scenarios.md promises, a browser test shows; and a test's promise is written down. */
export function scenariosAreShown(files) {
  const promised = [...(files.get('docs/scenarios.md') ?? '').matchAll(/^- \*\*([A-Z]+-\d+)\*\*/gm)].map(
    (match) => match[1],
  );
  if (promised.length === 0) return ['docs/scenarios.md: no promise found (lines like "- **PICK-1** …")'];
  const shown = new Map();
  for (const { path, text } of pick(files, /^e2e\/.*\.spec\.ts$/))
    for (const match of text.matchAll(/\btest\(\s*['"`]((?:[A-Z]+-\d+(?:, )?)+):/g))
      for (const id of match[1].split(', ')) shown.set(id, path);
  const twice = promised.filter((id, index) => promised.indexOf(id) !== index);
  return [
    ...twice.map((id) => `docs/scenarios.md: ${id} is there twice`),
    ...promised
      .filter((id) => !shown.has(id))
      .map((id) => `docs/scenarios.md: no browser test carries ${id}`),
    ...[...shown]
      .filter(([id]) => !promised.includes(id))
      .map(([id, path]) => `${path}: ${id} is not in docs/scenarios.md`),
  ];
}

/** A row of an organization carries it in its key, and nothing that people wrote is deleted along with something else. */
export function keysCarryTheOrganization(files) {
  const problems = [];
  for (const { path, text } of pick(files, /^prisma\/schema\/.*\.prisma$/)) {
    if (/onDelete:\s*Cascade/.test(text)) problems.push(`${path}: onDelete: Cascade`);
    for (const [, name, body] of text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)) {
      if (!/^ {2}organizationId\s+String\s/m.test(body)) continue;
      if (!/@@id\(\[organizationId\b/.test(body) && !/^ {2}organizationId\s+String\s+@id/m.test(body))
        problems.push(`${path}: ${name} has organizationId but not in its primary key`);
    }
  }
  return problems;
}

/** Versions below which known advisories apply; every copy in the lock file counts. */
const FLOORS = {
  next: '16.3.5',
  'next-auth': '4.24.15',
  nodemailer: '9.0.1',
  react: '19.2.1',
  'react-dom': '19.2.1',
  pdfkit: '0.16.0',
  busboy: '1.6.0',
  'file-type': '21.3.1',
};

/** Where `npm audit` cannot ask: no dependency is older than its last known advisory allows. */
export function versionsAreCurrent(lock) {
  const problems = [];
  for (const [name, floor] of Object.entries(FLOORS)) {
    const copies = Object.entries(lock.packages).filter(
      ([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`),
    );
    if (copies.length === 0) problems.push(`${name} is not in the lock file`);
    for (const [path, { version }] of copies)
      if (isBelow(version, floor)) problems.push(`${path} is ${version}, which is below ${floor}`);
  }
  return problems;
}

function isBelow(version, floor) {
  const left = version.split(/[.-]/).map(Number);
  const right = floor.split('.').map(Number);
  for (let index = 0; index < 3; index++) if (left[index] !== right[index]) return left[index] < right[index];
  return false;
}
