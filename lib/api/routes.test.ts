import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyPermissions } from '@/lib/access/permissions';
import { apiOperations } from './model';
import { describeApi } from './rules';

/** Routes of the browser alone, and why. */
const NOT_FOR_KEYS = [
  'GET /api/auth/[...nextauth]', // the sign-in itself
  'POST /api/auth/[...nextauth]',
  'GET /api/sign-on/[organizationId]/callback', // the way back from the sign-on provider
  'GET /api/health', // answers everybody
  'GET /api/evidence/viewer', // the frame in which a person sees a PDF
  'GET /api/palette', // a person looks for something
  'GET /api/testers', // names for the form of a test
  'GET /api/openapi.json', // the description itself
  'POST /api/assessments/[assessmentId]/checklist-import', // shows differences to a person
  'PUT /api/assessments/[assessmentId]/checklist-import', // who has looked at them
  'POST /api/assessments/[assessmentId]/requirements/[requirementNumber]/comments', // people talk to each other there
  'PATCH /api/assessments/[assessmentId]/requirements/[requirementNumber]/comments',
  'GET /api/assessments/[assessmentId]/requirements/[requirementNumber]/comments/readers',
  'POST /api/assessments/[assessmentId]/requirements/[requirementNumber]/risk-analysis', // an officer's decision
  'POST /api/assessments/[assessmentId]/requirements/[requirementNumber]/responsibilities', // an officer's decision
  'GET /api/providers/[serviceProviderId]/responsibilities.csv', // the register is kept by people
  // A person has accepted it, and a person says so.
  'POST /api/assessments/[assessmentId]/requirements/[requirementNumber]/accepted-risks',
  'PATCH /api/assessments/[assessmentId]/requirements/[requirementNumber]/accepted-risks',
  'DELETE /api/assessments/[assessmentId]/requirements/[requirementNumber]/accepted-risks',
  'POST /api/evidence/uploads', // large files of a browser, in pieces; a program sends a form
  'PATCH /api/evidence/uploads/[uploadId]',
  'DELETE /api/evidence/uploads/[uploadId]',
  'POST /api/evidence-requests/[requestId]/answer', // a person is asked, and answers
  'POST /api/requested', // somebody from outside with a link, and their files
  'POST /api/requested/uploads',
  'PATCH /api/requested/uploads/[uploadId]',
  'DELETE /api/requested/uploads/[uploadId]',
  'POST /api/assessments/[assessmentId]/signed-document', // binds, so it asks a person for the password
];

const root = join(import.meta.dirname, '../..');
const files = readdirSync(join(root, 'app/api'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('route.ts'))
  // Provisioning has a token and a standard of its own.
  .filter((path) => !path.startsWith('scim/'));

const served = files.flatMap((path) => {
  const text = readFileSync(join(root, 'app/api', path), 'utf8');
  const address = `/api/${path.replace(/\/route\.ts$/, '')}`;
  const methods = [
    ...text.matchAll(/export (?:async )?function (GET|POST|PUT|PATCH|DELETE)\b|handler as (GET|POST)/g),
  ];
  return methods.map(([, declared, handled]) => ({ name: `${declared ?? handled} ${address}`, text }));
});

describe('the description of the API', () => {
  test('holds every route that a key may use, and no other', () => {
    const described = apiOperations.map(({ method, path }) => `${method} ${path}`);
    expect(served.map(({ name }) => name).toSorted()).toEqual([...described, ...NOT_FOR_KEYS].toSorted());
  });

  test('names the permission that the route asks for', () => {
    for (const { method, path, permission } of apiOperations) {
      const route = served.find(({ name }) => name === `${method} ${path}`);
      expect(route?.text, `${method} ${path}`).toContain(`'${permission}'`);
    }
  });

  test('has a use for every permission that a key can be given', () => {
    const used = new Set(apiOperations.map(({ permission }) => permission));
    // Reports and the signed document ask for this one beside report:export.
    expect([...used, 'attestation:read'].toSorted()).toEqual(keyPermissions.toSorted());
  });

  test('is OpenAPI 3.1 with parameters, bodies and answers', () => {
    const api = describeApi('https://pci.example.com') as {
      openapi: string;
      paths: Record<
        string,
        Record<string, { parameters: { name: string }[]; requestBody?: object; responses: object }>
      >;
    };
    expect(api.openapi).toBe('3.1.0');
    const save = api.paths['/api/assessments/{assessmentId}/responses/{requirementNumber}']?.patch;
    expect(save?.parameters.map(({ name }) => name)).toEqual(['assessmentId', 'requirementNumber']);
    expect(JSON.stringify(save?.requestBody)).toContain('"enum":["IN_PLACE"');
    expect(JSON.stringify(api.paths['/api/activities']?.get?.parameters)).toContain('"name":"from"');
    for (const [path, methods] of Object.entries(api.paths))
      for (const each of Object.values(methods)) expect(Object.keys(each.responses), path).toContain('429');
  });
});
