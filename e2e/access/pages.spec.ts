import type { APIRequestContext } from '@playwright/test';
import { roles } from '@/lib/access/model';
import { isAllowed } from '@/lib/access/permissions';
import { plainPages, plainRoutes, recordPages, recordRoutes } from '../support/addresses';
import { makeOrganization, type Organization, rows } from '../support/people';
import { idsOfNothing, seedRecords } from '../support/records';
import { expect, test } from '../support/test';

/** Never follows: a redirect is an answer of its own. */
async function ask(request: APIRequestContext, path: string) {
  const answer = await request.get(path, { maxRedirects: 0 });
  return { status: answer.status(), body: await answer.text(), to: answer.headers().location ?? '' };
}

for (const role of roles) {
  test.describe(`as ${role}`, () => {
    test.use({ role });

    test(`every page answers ${role} with itself or with a real 404, never with somebody else's records`, async ({
      context,
      organization,
    }) => {
      test.setTimeout(180_000);
      const own = await seedRecords(organization, 'Heron');
      await seedRecords(await makeOrganization(), 'Kestrel');
      const answers: string[] = [];
      const expected: string[] = [];
      for (const { path, permission } of [...plainPages, ...recordPages(own)]) {
        const { status, body } = await ask(context.request, path);
        answers.push(`${path} ${status}`);
        expected.push(`${path} ${permission === null || isAllowed(role, permission) ? 200 : 404}`);
        expect(body, `${path} shows nothing of another organization`).not.toContain('Kestrel');
        if (status === 404) expect(body, `${path} is refused without content`).not.toContain('Heron');
      }
      expect(answers).toEqual(expected);
    });
  });
}

for (const role of ['CONTROL_OWNER', 'ASSESSOR'] as const) {
  test.describe(`as ${role} who sees a part`, () => {
    test.use({ role });

    test(`ACCESS-3: what is not ${role === 'ASSESSOR' ? 'chosen for' : 'assigned to'} ${role} answers like what never existed, in every list and record`, async ({
      context,
      organization,
    }) => {
      test.setTimeout(180_000);
      const own = await seedRecords(organization, 'Heron');
      const hidden = await seedRecords(organization, 'Osprey', false);
      if (role === 'ASSESSOR') await chooseFor(organization, own.integrationId);
      const seen = await ask(context.request, `/assessments/${own.assessmentId}`);
      expect(`${seen.status} ${seen.body.includes('Heron')}`).toBe('200 true');
      for (const path of [...recordPages(hidden).map((page) => page.path), ...recordRoutes(hidden)]) {
        const { status, body } = await ask(context.request, path);
        // A whole report is no control owner's to see, of whichever assessment.
        const refused =
          role === 'CONTROL_OWNER' && /report\.pdf|snapshot\.json|package\.zip/.test(path) ? 403 : 404;
        expect(`${path} ${status}`).toBe(`${path} ${refused}`);
        expect(body, path).not.toContain('Osprey');
      }
      for (const { path } of [...plainPages, ...recordPages(own)]) {
        const { body } = await ask(context.request, path);
        expect(body, `${path} shows nothing of the rest`).not.toContain('Osprey');
      }
      for (const path of plainRoutes) {
        const { status, body } = await ask(context.request, path);
        expect(body, `${path} ${status}`).not.toContain('Osprey');
      }
    });
  });
}

async function chooseFor({ organizationId, person }: Organization, integrationId: string): Promise<void> {
  await rows('UPDATE "Membership" SET "chosenOnly" = true WHERE "userId" = $1', [person.userId]);
  await rows('INSERT INTO "MembershipIntegration" VALUES ($1, $2, $3)', [
    organizationId,
    person.userId,
    integrationId,
  ]);
}

test('ACCESS-1: records of another organization answer like records that never existed', async ({
  context,
  organization,
}) => {
  test.setTimeout(180_000);
  await seedRecords(organization, 'Heron');
  const theirs = await seedRecords(await makeOrganization(), 'Kestrel');
  const nobodys = idsOfNothing(theirs);
  const foreign = [...recordPages(theirs).map(({ path }) => path), ...recordRoutes(theirs)];
  const unknown = [...recordPages(nobodys).map(({ path }) => path), ...recordRoutes(nobodys)];
  for (const [index, path] of foreign.entries()) {
    const answer = await ask(context.request, path);
    const none = await ask(context.request, unknown[index] ?? '');
    expect(`${path} ${answer.status}`).toBe(`${path} 404`);
    expect(`${unknown[index]} ${none.status}`).toBe(`${unknown[index]} 404`);
    expect(answer.body, `${path} shows nothing`).not.toContain('Kestrel');
    if (path.startsWith('/api/')) expect(answer.body, `${path} says the same`).toBe(none.body);
  }
});

test('ACCESS-2: a stranger is sent to the sign-in from every page and gets no data', async ({ context }) => {
  test.setTimeout(120_000);
  const records = await seedRecords(await makeOrganization(), 'Kestrel');
  for (const { path } of [...plainPages, ...recordPages(records)]) {
    const { status, to, body } = await ask(context.request, path);
    expect(`${path} ${status} ${to}`).toBe(`${path} 307 /sign-in?next=${encodeURIComponent(path)}`);
    expect(body).not.toContain('Kestrel');
  }
  for (const path of [...plainRoutes, ...recordRoutes(records)]) {
    const { status, body } = await ask(context.request, path);
    expect(`${path} ${status}`).toBe(`${path} 401`);
    expect(body).not.toContain('Kestrel');
  }
});
