import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyPermissions } from '@/lib/access/permissions';
import { apiOperations } from './model';
import { describeApi } from './rules';

const root = join(import.meta.dirname, '../..');
/** What stands under /api/v1 and is no operation: the description itself, and the answer to everything else. */
const beside = ['openapi.json/route.ts', '[...other]/route.ts'];
const files = readdirSync(join(root, 'app/api/v1'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('route.ts'))
  .filter((path) => !beside.includes(path));

const served = files.flatMap((path) => {
  const text = readFileSync(join(root, 'app/api/v1', path), 'utf8');
  const address = `/api/v1/${path.replace(/\/route\.ts$/, '')}`;
  const methods = [...text.matchAll(/export async function (GET|POST|PUT|PATCH|DELETE)\b/g)];
  return methods.map(([, method]) => ({ name: `${method} ${address}`, text }));
});

describe('the description of the API', () => {
  test('holds every route that a key may use, and no other', () => {
    const described = apiOperations.map(({ method, path }) => `${method} ${path}`);
    expect(served.map(({ name }) => name).toSorted()).toEqual(described.toSorted());
  });

  test('names the permission that the route asks for', () => {
    for (const { method, path, permission } of apiOperations) {
      const route = served.find(({ name }) => name === `${method} ${path}`);
      expect(route?.text, `${method} ${path}`).toContain(`answerProgram`);
      expect(route?.text, `${method} ${path}`).toContain(`'${permission}'`);
    }
  });

  test('has a use for every permission that a key can be given', () => {
    const used = new Set(apiOperations.map(({ permission }) => permission));
    // Reports and the signed document ask for this one beside report:export.
    expect([...used, 'attestation:read'].toSorted()).toEqual(keyPermissions.toSorted());
  });

  test('is OpenAPI 3.1 with parameters, bodies and answers', () => {
    const api = described();
    expect(api.openapi).toBe('3.1.0');
    const save = api.paths['/api/v1/assessments/{assessmentId}/responses/{requirementNumber}']?.patch;
    expect(save?.parameters.map((parameter) => parameter.name ?? parameter.$ref)).toEqual([
      'assessmentId',
      'requirementNumber',
      '#/components/parameters/Idempotency-Key',
    ]);
    expect(JSON.stringify(save?.requestBody)).toContain('"enum":["IN_PLACE"');
    expect(JSON.stringify(api.paths['/api/v1/activities']?.get?.parameters)).toContain('"name":"from"');
    const push = api.paths['/api/v1/evidence']?.post;
    expect(Object.keys(push?.requestBody?.content ?? {})).toEqual([
      'application/json',
      'multipart/form-data',
    ]);
    expect(Object.keys(push?.responses ?? {})).toEqual(expect.arrayContaining(['200', '201', '422']));
  });

  test('names addresses of this version alone, and each operation once', () => {
    const api = described();
    const ids = Object.values(api.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(ids).toHaveLength(apiOperations.length);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z0-9]+$/);
    for (const path of Object.keys(api.paths)) expect(path).toMatch(/^\/api\/v1\/[a-zA-Z{}/.-]+$/);
  });

  test('describes for every operation what is refused, in the form of every refusal, with the limits', () => {
    for (const [path, methods] of Object.entries(described().paths))
      for (const [method, { responses }] of Object.entries(methods)) {
        const refusals = Object.entries(responses).filter(([status]) => Number(status) >= 400);
        const expected = ['400', '401', '403', '404', '409', '429', '500', '503'];
        const ofChanges = method === 'get' ? [] : ['413', '415', '422'];
        expect(refusals.map(([status]) => status).toSorted(), path).toEqual(
          [...expected, ...ofChanges].toSorted(),
        );
        for (const [status, refusal] of refusals)
          expect(refusal.content['application/json']?.schema, `${path} ${status}`).toEqual({
            $ref: '#/components/schemas/Problem',
          });
        for (const [status, each] of Object.entries(responses))
          expect(Object.keys(each.headers), `${path} ${status}`).toEqual(
            expect.arrayContaining(['RateLimit-Policy', 'RateLimit']),
          );
      }
  });

  test('holds together: every reference leads somewhere, every place of an address has its parameter', () => {
    const api = described();
    for (const [, reference = ''] of JSON.stringify(api).matchAll(/"\$ref":"([^"]+)"/g)) {
      const found = reference
        .replace('#/', '')
        .split('/')
        .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], api);
      expect(found, reference).toBeDefined();
    }
    for (const [path, methods] of Object.entries(api.paths))
      for (const { parameters } of Object.values(methods)) {
        const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(places);
      }
  });
});

type Described = {
  openapi: string;
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string;
        parameters: { name?: string; in?: string; $ref?: string }[];
        requestBody?: { content: object };
        responses: Record<string, { headers: object; content: Record<string, { schema?: object }> }>;
      }
    >
  >;
};
const described = () => describeApi('https://pci.example.com') as Described;
