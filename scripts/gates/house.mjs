// The house gates: what no common tool checks. Each takes the tree and returns sentences about what is wrong.
import { exportsWithout, isTestCode, parse, pick, topLevelFunctions, visit } from './tree.mjs';

const AUTHORISERS = [
  'actionGrant',
  'actionSession',
  'actionAnySession',
  'frameSession',
  'routeGrant',
  'routeExportGrant',
  'answerProgram',
  'answerNothing',
  'scimGrant',
  'linkGrant',
  'pageGrant',
  'pageSession',
  'authorize',
];

/** Actions that a person without a session may call. */
const OPEN_ACTIONS = [
  'app/(auth)/setup/actions.ts', // with the one-time token of the terminal
  'app/(auth)/invitation/[token]/actions.ts', // with the token of the invitation
  'app/(auth)/sign-in/actions.ts', // something to sign, the same for everybody
  'app/(auth)/forgotten-password/actions.ts', // answers alike for every address
  'app/(auth)/new-password/[token]/actions.ts', // with the token of the mail
  'app/(auth)/requested/[token]/actions.ts', // with the token of a request for evidence
  'app/(auth)/sign/[token]/actions.ts', // with the token of the mail and the code of the telephone
];
/** Routes that answer without a session. */
const OPEN_ROUTES = [
  'app/api/auth/[...nextauth]/route.ts', // sign-in itself
  'app/api/sign-on/[organizationId]/callback/route.ts', // the way back from an organization's provider
  'app/api/health/route.ts', // for supervisors; tells nothing but up or down
  'app/api/v1/openapi.json/route.ts', // describes the program, not anybody's data
];

/** Every exported server action checks who asks. */
export function actionsAuthorise(files) {
  const problems = [];
  for (const { path, text } of pick(files, /^(app|components|lib)\/.*\.tsx?$/)) {
    const module = /['"]use server['"]/.test(text) ? parse(text, path) : null;
    if (!module) continue;
    if (!hasDirective(module.body, 'use server')) {
      visit(module.body, (node) => {
        if (Array.isArray(node.stmts) && hasDirective(node.stmts, 'use server'))
          problems.push(`${path}: a server action stands inside a function; actions live in an actions.ts`);
      });
      continue;
    }
    if (!/^app\/.*\/([a-z-]+-)?actions\.ts$/.test(path))
      problems.push(`${path}: server actions live under app/, in an actions.ts or …-actions.ts`);
    if (OPEN_ACTIONS.includes(path)) continue;
    for (const name of exportsWithout(module, AUTHORISERS))
      problems.push(`${path}: ${name} does not ask for a grant (actionGrant)`);
  }
  return problems;
}

function hasDirective(statements, directive) {
  return statements.some(
    (statement) =>
      statement.type === 'ExpressionStatement' &&
      statement.expression.type === 'StringLiteral' &&
      statement.expression.value === directive,
  );
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Every method of every route checks who asks. */
export function routesAuthorise(files) {
  const problems = [];
  for (const { path, text } of pick(files, /^app\/.*route\.ts$/)) {
    if (OPEN_ROUTES.includes(path)) continue;
    const module = parse(text, path);
    for (const name of exportsWithout(module, AUTHORISERS))
      if (METHODS.includes(name)) problems.push(`${path}: ${name} does not ask for a grant (routeGrant)`);
    if (![...topLevelFunctions(module)].some(([name, entry]) => entry.isExported && METHODS.includes(name)))
      problems.push(`${path}: exports no method that this gate can read; declare it as a function`);
  }
  return problems;
}

/** Every page of the workspace checks who asks. */
export function pagesAuthorise(files) {
  return pick(files, /^app\/\(workspace\)\/.*page\.tsx$/).flatMap(({ path, text }) =>
    exportsWithout(parse(text, path), AUTHORISERS)
      .filter((name) => name === 'default')
      .map(() => `${path}: the page does not ask for a grant (pageGrant)`),
  );
}

/** What makes or goes around grants, and the few files that may. */
const GUARDED = {
  unsafeMakeGrant: ['lib/access/authorize.ts'],
  unsafeMakeConfirmation: ['lib/person/operations/confirm.ts'],
  actionAnySession: ['app/access.ts', 'app/(auth)/second-factor/'], // the password alone
  frameSession: ['app/access.ts', 'app/(workspace)/actions.ts'], // whatever organization the page is of
  findAnySession: ['app/access.ts', 'lib/access/session.ts'],
  systemGrant: [
    'lib/organization/commands/organization.ts',
    'lib/organization/commands/invitation.ts',
    'lib/sample/',
    'lib/sign-on/commands/', // the organization's provider says who somebody is
    'lib/attestation/commands/sign-by-link.ts', // the officer has a link and a code, and no account
    'lib/attestation/queries/signing-link.ts',
    'lib/evidence-request/queries/link.ts', // somebody from outside has a link, and no account
    'lib/person/operations/break-glass.ts',
    'lib/evidence/operations/keep/', // what is done to all files together: encryption, keys, retention, leftovers
    'lib/evidence/operations/scan/', // nobody is signed in when a scan ends
    'lib/evidence/operations/renewal/', // nor when evidence does
  ],
  unsafePrisma: [],
  unsafePool: [
    'lib/access/read.ts',
    'lib/access/session.ts',
    'lib/access/api-key.ts',
    'lib/audit-trail/commit.ts',
    'lib/audit-trail/operations/', // the job that seals all chains
    'lib/audit-trail/queries/rows.ts', // entries in a stream, under row-level security
    'lib/audit-trail/queries/verify.ts', // the list of all chains, for the check from the terminal
    'lib/platform/rate-limit.ts', // counters of the limiter, of no organization
    'lib/person/',
    'lib/organization/queries.ts', // the set-up token, before there is anybody
    'lib/forwarding/operations/', // the lock of the one sender, and chains of every organization
    'lib/sample/commands/', // removal of the sample, a function of the database's owner
    'app/api/health/',
  ],
  unsafeTransaction: [
    'lib/access/read.ts',
    'lib/audit-trail/commit.ts',
    'lib/audit-trail/operations/',
    'lib/audit-trail/queries/checkpoints.ts', // of all chains, each under its own organization
    'lib/person/',
    'lib/organization/',
    'lib/attestation/queries/signing-link.ts', // by the token, before the organization is known
    'lib/evidence-request/queries/link.ts', // by the token too
    'lib/sign-on/', // by domain, before anybody is known
    'lib/forwarding/operations/', // nobody is signed in when events are sent
    'lib/evidence/operations/scan/queue.ts', // files of all organizations wait in one line
    'lib/sample/commands/',
  ],
};

/** Grants are made, and the doors to the database opened, only where that is somebody's job. */
export function grantsHaveOneMaker(files) {
  const problems = [];
  for (const { path, text } of pick(files, /^(app|components|lib|prisma)\/.*\.tsx?$|^proxy\.ts$/)) {
    if (isTestCode(path)) continue;
    for (const item of parse(text, path).body) {
      if (item.type !== 'ImportDeclaration' || item.typeOnly) continue;
      for (const specifier of item.specifiers) {
        const name = (specifier.imported ?? specifier.local).value;
        const allowed = GUARDED[name];
        if (allowed && !allowed.some((place) => path.startsWith(place)))
          problems.push(`${path}: imports ${name}, which only ${allowed.join(', ') || 'lib/platform'} may`);
      }
    }
  }
  return problems;
}

const SERVER_ONLY =
  /^lib\/([^/]+\/(queries|commands|operations)(\.ts$|\/)|platform\/(db|env|log|storage)\.ts$|access\/(authorize|session|read|grant|password)\.ts$|audit-trail\/commit\.ts$)/;

/** Files that must never reach a browser say so in their first line. */
export function serverFilesSaySo(files) {
  return pick(files, SERVER_ONLY)
    .filter(({ path, text }) => !isTestCode(path) && !text.startsWith("import 'server-only';\n"))
    .map(({ path }) => `${path}: must begin with import 'server-only'`);
}

const COUNTED = /\.(ts|tsx|mjs|cjs|js|css|prisma)$/;
export const LONGEST_FILE = 300;

/** No source file is longer than 300 lines. */
export function filesAreShort(files) {
  return pick(files, COUNTED)
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0) }))
    .filter(({ path, lines }) => lines > LONGEST_FILE && !/^lib\/[^/]+\/data\//.test(path))
    .map(({ path, lines }) => `${path}: ${lines} lines, at most ${LONGEST_FILE}`);
}

/** What runs for people: neither tests nor what only they use. */
const RUNNING = /^(app|components|lib)\/(?!.*(\.test\.tsx?$|\/testing(\.ts$|\/)))/;

const FORBIDDEN = [
  {
    pattern: /\beval\(|\bnew Function\(|node:(child_process|vm)['"]|RawUnsafe\b/,
    in: RUNNING,
    why: 'runs text as a program, a command or a query',
    except: ['lib/evidence/operations/scan/reader.ts'], // starts one program of ours, by its path, without a shell
  },
  {
    pattern: /\bMath\.random\(|\((['"])(md5|sha1)\1|-(cbc|ecb)['"]|rejectUnauthorized: false/,
    in: RUNNING,
    why: 'protects nothing: chance, hash, cipher or certificate that nobody should rely on',
  },
  { pattern: /\b(TODO|FIXME|XXX|HACK)\b/, in: /./, why: 'is a note about unfinished work' },
  {
    pattern: /@ts-(ignore|nocheck|expect-error)|eslint-disable|oxlint-disable/,
    in: /./,
    why: 'silences a tool',
  },
  {
    pattern: /\b(describe|it|test)\.(only|skip|todo|fails|fixme)\b/,
    in: /\.(test|spec)\.(ts|tsx|mjs)$/,
    why: 'leaves a test out',
  },
  {
    pattern: /waitForTimeout|\bsleep\(/,
    in: /^e2e\//,
    why: 'waits for the clock instead of for what it expects',
  },
  { pattern: /\bvi\.mock\(/, in: /\.integration\.test\.ts$/, why: 'replaces what the test is about' },
  {
    pattern: /\sstyle=\{/,
    in: /^(app|components)\/.*\.tsx$/,
    why: 'is an inline style, which the content security policy refuses',
  },
  { pattern: /dangerouslySetInnerHTML/, in: /^(app|components)\/.*\.tsx$/, why: 'puts raw HTML on a page' },
];

/** Nothing unfinished, silenced, skipped or slept over. */
export function nothingIsGlossedOver(files) {
  return pick(files, /^(app|components|lib|prisma|scripts|bench|e2e)\/.*\.(ts|tsx|mjs|cjs)$/)
    .filter(({ path }) => !path.startsWith('scripts/gates/'))
    .flatMap(({ path, text }) =>
      FORBIDDEN.filter(
        (rule) => rule.in.test(path) && !rule.except?.includes(path) && rule.pattern.test(text),
      ).map((rule) => `${path}: "${rule.pattern.exec(text)[0].trim()}" ${rule.why}`),
    );
}
