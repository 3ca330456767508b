import { randomUUID } from 'node:crypto';
import { roles } from '@/lib/access/model';
import { actionNamed, listActions } from '../support/actions';
import { plainPages, plainRoutes, recordPages, recordRoutes } from '../support/addresses';
import { instance } from '../support/instance';
import { pdfFacts, pdfText } from '../support/pdf';
import { makeOrganization, type Organization, rows } from '../support/people';
import { type Records, seedRecords } from '../support/records';
import { expect, test } from '../support/test';

/** What only the inside of the program or of the database would say. */
const inside =
  /syntax error|SQLSTATE|PostgreSQL|Prisma|invalid input|pg_sleep|node_modules|\.next\/|\bat \S+ \(|TypeError|RangeError/;

/** Every name that an address has or might have: all are sent together, each with the same value. */
const names =
  'view q query from to before after cursor limit sort order orderBy filter kind type person subject hash owner status state month day next directory product requirement assessment integration correct principal show entity origin outcome select include where'.split(
    ' ',
  );

const statements = [
  `' OR '1'='1`,
  `1; SELECT pg_sleep(20) --`,
  `'||(SELECT pg_sleep(20))||'`,
  `name" DESC, (SELECT "passwordHash" FROM "User" LIMIT 1) --`,
  `1) UNION SELECT null, version(), null --`,
  `$1::uuid) OR 1=1 /* \\' " %27 %5c`,
];

test('no parameter of a page or route reaches the database as more than a value', async ({
  context,
  organization,
}) => {
  test.setTimeout(240_000);
  const own = await seedRecords(organization, 'Heron');
  await seedRecords(await makeOrganization(), 'Kestrel');
  const paths = [
    ...plainPages.map(({ path }) => path),
    ...recordPages(own).map(({ path }) => path),
    ...plainRoutes,
    ...recordRoutes(own).filter((path) => !/\.(pdf|xlsx)$/.test(path)),
  ].map((path) => path.split('?')[0] ?? '');
  const wrong: string[] = [];
  for (const [index, path] of [...new Set(paths)].entries()) {
    // One of them for each address, in turns: all six are tried on every kind of it.
    const statement = statements[index % 6] ?? '';
    const query = new URLSearchParams(names.map((name) => [name, statement]));
    const started = performance.now();
    const answer = await context.request.get(`${path}?${query}`, { maxRedirects: 0 });
    // What was asked for may be repeated in a field or a link, as text.
    const body = (await answer.text()).replaceAll(/(pg_sleep|passwordHash|version)/g, '');
    const what = `${path} with ${statement}: ${answer.status()}`;
    if (answer.status() >= 500 || inside.test(body)) wrong.push(`${what} ${inside.exec(body)?.[0]}`);
    if (body.includes('Kestrel') || body.includes('$argon2')) wrong.push(`${what} shows too much`);
    if (performance.now() - started > 15_000) wrong.push(`${what} slept`);
  }
  expect(wrong).toEqual([]);
});

const script = `"'><img src=x onerror=window.ran=1></title></textarea><svg onload=window.ran=1></script><script>window.ran=1</script>{{7*7}}`;

/** One record of each kind, and everything that people write, named with a script. */
async function seedScripts(organization: Organization): Promise<Records> {
  const own = await seedRecords(organization, script);
  const { organizationId, person } = organization;
  await rows('UPDATE "Organization" SET "name" = $2 WHERE "id" = $1', [organizationId, script]);
  await rows('UPDATE "User" SET "name" = $2 WHERE "id" = $1', [person.userId, script]);
  await rows(
    `UPDATE "Response" SET "finding" = 'NOT_APPLICABLE', "notApplicableReason" = $2, "resultNote" = $2, "updatedByName" = $2, "updatedAt" = now(), "version" = 1
      WHERE "assessmentId" = $1`,
    [own.assessmentId, script],
  );
  await rows('UPDATE "EvidenceItem" SET "note" = $2, "receivedByName" = $2 WHERE "organizationId" = $1', [
    organizationId,
    script,
  ]);
  return own;
}

test('no name or text that somebody writes runs in the browser of anybody, whatever their role', async ({
  page,
  context,
  organization,
}) => {
  test.setTimeout(240_000);
  const own = await seedScripts(organization);
  const origin = instance().baseUrl;
  const commented = await context.request.post(
    `/api/assessments/${own.assessmentId}/requirements/2.2.2/comments`,
    { headers: { origin }, data: { commentId: randomUUID(), text: script } },
  );
  expect(commented.status(), await commented.text()).toBeLessThan(300);
  const uploaded = await context.request.post('/api/evidence', {
    headers: { origin },
    multipart: {
      title: script,
      file: {
        name: '"><img src=x onerror=window.ran=1>.txt',
        mimeType: 'text/html',
        buffer: Buffer.from(script),
      },
    },
  });
  expect(uploaded.status(), await uploaded.text()).toBeLessThan(300);
  const { evidenceId } = await uploaded.json();
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      document.documentElement.dataset.refused = `${event.violatedDirective} ${event.sample}`;
    });
  });
  const assessment = `/assessments/${own.assessmentId}`;
  for (const path of [
    assessment,
    `${assessment}/requirements/2.2.2`,
    `${assessment}/table`,
    `${assessment}/sign-off`,
    `${assessment}/report`,
    `/evidence/${evidenceId}`,
    `/evidence/${evidenceId}/edit`,
    `/integrations/${own.integrationId}`,
    `/risk-analyses/${own.riskAnalysisId}`,
    '/dashboard',
    '/audit-log',
    '/schedule',
    '/settings/members',
  ]) {
    await page.goto(path);
    const state = await page.evaluate(() => [
      Reflect.get(window, 'ran') ?? 'nothing ran',
      document.documentElement.dataset.refused ?? 'nothing was refused',
    ]);
    expect(state, path).toEqual(['nothing ran', 'nothing was refused']);
  }
  for (const [turn, role] of roles.entries()) {
    const member = await organization.addMember(role, script);
    await organization.signIn(context, member);
    // Half of them for each role, in turns: the browser above has looked at the same pages.
    for (const { path } of recordPages(own).filter((_, at) => at % 2 === turn % 2)) {
      const body = await (await context.request.get(path)).text();
      expect(body, `${path} for ${role}`).not.toMatch(/<img src=x|<svg onload|<script>window/);
    }
  }
});

test('the report draws such texts and does nothing with them', async ({ context, organization }, info) => {
  const own = await seedScripts(organization);
  const pdf = ') Tj ET /JS (app.alert(1)) /OpenAction << /S /JavaScript >> \\) (';
  await rows('UPDATE "LegalEntity" SET "name" = $2 WHERE "id" = $1', [own.legalEntityId, pdf]);
  await rows('UPDATE "Assessment" SET "name" = $2 WHERE "id" = $1', [
    own.assessmentId,
    `${script} <iframe src=file:///etc/passwd> @import url(http://127.0.0.1:9/)`,
  ]);
  const answer = await context.request.get(`/api/assessments/${own.assessmentId}/report.pdf`);
  expect(answer.status()).toBe(200);
  const bytes = await answer.body();
  const file = info.outputPath('report.pdf');
  const { writeFile } = await import('node:fs/promises');
  await writeFile(file, bytes);
  const facts = await pdfFacts(file);
  expect(facts.get('JavaScript')).toBe('no');
  // What is compressed is no instruction to a reader, and holds any three letters sooner or later.
  const outside = bytes.toString('latin1').replace(/\bstream\r?\n[\s\S]*?\bendstream\b/g, '');
  expect(outside).toContain('/Catalog');
  expect(outside).not.toMatch(/\/(JS|JavaScript|OpenAction|AA|Launch|EmbeddedFile|SubmitForm)\b/);
  const text = await pdfText(file);
  expect(text).toContain('/OpenAction');
  expect(text).not.toContain('root:');
  const disposition = answer.headers()['content-disposition'] ?? '';
  expect(disposition).toMatch(/^attachment; filename="[^"\\\r\n]*"; filename\*=UTF-8''[^\s"<>]*$/);
});

test('bodies that are deep, huge or nothing that React sends are refused, and say nothing of the inside', async ({
  context,
  organization,
}) => {
  test.setTimeout(120_000);
  const own = await seedRecords(organization, 'Heron');
  const origin = instance().baseUrl;
  const deep = (open: string, close: string, inner = '') =>
    open.repeat(100_000) + inner + close.repeat(100_000);
  const wrong: string[] = [];
  const look = async (
    what: string,
    path: string,
    head: Record<string, string>,
    body: string,
    method = 'POST',
  ) => {
    const answer = await context.request.fetch(path, {
      method,
      headers: { origin, ...head },
      data: Buffer.from(body),
      maxRedirects: 0,
    });
    const said = await answer.text();
    const isRefused = answer.status() >= 400 && answer.status() < 500;
    const isSaid = answer.status() === 200 && /"ok":false,"code":"[A-Z_]+"/.test(said);
    if ((!isRefused && !isSaid) || inside.test(said))
      wrong.push(`${what}: ${answer.status()} ${inside.exec(said)?.[0] ?? ''}`);
  };
  const json = { 'content-type': 'application/json' };
  const save = `/api/assessments/${own.assessmentId}/responses/2.2.2`;
  await look('nested lists', save, json, deep('[', ']'), 'PATCH');
  await look('nested objects', save, json, deep('{"a":', '}', '1'), 'PATCH');
  await look('nested changes', save, json, `{"row":0,"version":0,"changes":${deep('[', ']')}}`, 'PATCH');
  const keys = Array.from({ length: 20_000 }, (_, index) => `"k${index}":1`).join(',');
  await look('many keys', save, json, `{${keys}}`, 'PATCH');
  await look('a million keys', save, json, `{${'"a":1,'.repeat(1_000_000)}"b":1}`, 'PATCH');
  const action = actionNamed('archiveAcquirerAction', own);
  const head = {
    'next-action': action.id,
    origin: instance().baseUrl,
    'content-type': 'text/plain;charset=UTF-8',
    accept: 'text/x-component',
  };
  for (const body of [
    deep('[', ']'),
    '"$F1"',
    '["$F1"]',
    '["$@1"]',
    '["$1:constructor:constructor"]',
    '["$K9"]',
    '["$B1"]',
    '["$Q1"]',
    '["$W1"]',
    '["$i1"]',
    '["$n999999999999999999999999999999"]',
    '["$D not a day"]',
    '[{"then":"$1:__proto__:then","status":"resolved_model","value":"{}"}]',
    '{"__proto__":{"polluted":true}}',
    'null',
    '17',
  ])
    await look(`flight ${body.slice(0, 60)}`, action.path, head, body);
  for (const id of ['0'.repeat(42), 'x', `${action.id}0`, '__proto__'])
    await look(`action ${id}`, action.path, { ...head, 'next-action': id }, '[]');
  const parts =
    '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n["$@1","$@2"]\r\n--x\r\nContent-Disposition: form-data; name="1"\r\n\r\n{"then":"$1:__proto__:then"}\r\n--x--\r\n';
  await look(
    'multipart references',
    action.path,
    { ...head, 'content-type': 'multipart/form-data; boundary=x' },
    parts,
  );
  expect(wrong).toEqual([]);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  expect(listActions(own).length, 'and the server goes on').toBeGreaterThan(50);
  expect((await context.request.get('/dashboard')).status()).toBe(200);
});
