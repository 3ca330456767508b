import { z } from 'zod';
import { apiOperations } from './model';
import type { Operation } from './model/operation';
import { problem } from './schema/answers';

/** "/api/v1/assessments/[assessmentId]" → "/api/v1/assessments/{assessmentId}". */
function pathOf(operation: Operation): string {
  return operation.path.replaceAll('[', '{').replaceAll(']', '}');
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

function parametersOf(operation: Operation): object[] {
  const inPath = [...operation.path.matchAll(/\[(\w+)\]/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(operation.query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: schemaOf(schema, 'input'),
  }));
  return [...inPath, ...inQuery];
}

const filePart = { type: 'string', format: 'binary' };

function bodyOf({ body, form }: Operation): object | null {
  const json = body && schemaOf(body, 'input');
  if (!form) return json ? { required: true, content: { 'application/json': { schema: json } } } : null;
  const properties = Object.fromEntries(
    form.map((name) => [name, name === 'file' ? { type: 'array', items: filePart } : (json ?? {})]),
  );
  const schema = { type: 'object', properties, required: [form[0]], additionalProperties: false };
  const encoding = form.includes('evidence') && { evidence: { contentType: 'application/json' } };
  return {
    required: true,
    content: {
      ...(json && { 'application/json': { schema: json } }),
      'multipart/form-data': { schema, ...(encoding && { encoding }) },
    },
  };
}

/** What every answer says of the requests that are left. */
const limitHeaders = {
  'RateLimit-Policy': { $ref: '#/components/headers/RateLimit-Policy' },
  RateLimit: { $ref: '#/components/headers/RateLimit' },
};

const refused = (description: string, headers = {}) => ({
  description,
  headers: { ...limitHeaders, ...headers },
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const retryAfter = { 'Retry-After': { $ref: '#/components/headers/Retry-After' } };

const refusals = {
  400: refused('Something in the request is not right; fieldErrors says what'),
  401: refused('No key, or one that does not work'),
  403: refused('The key was not made for this, or the role of its member does not allow it'),
  404: refused('It does not exist, or belongs to another organization'),
  409: refused(
    'It was changed or signed meanwhile, or a request with this Idempotency-Key is still being carried out',
    retryAfter,
  ),
  429: refused('Too many requests; Retry-After says for how many seconds to wait', retryAfter),
  500: refused('A defect; the message names a reference for the administrator'),
  503: refused('It cannot be carried out just now; send it again'),
};

const refusalsOfChanges = {
  413: refused('The body is larger than is taken'),
  415: refused('The body is of a content type that is not taken'),
  422: refused('This Idempotency-Key came with another request before'),
};

const onceParameter = { $ref: '#/components/parameters/Idempotency-Key' };

function operationObject(operation: Operation): object {
  const { answer, again, method, permission, summary, status = 200 } = operation;
  const changes = method !== 'GET';
  const body = bodyOf(operation);
  const content =
    typeof answer === 'string'
      ? { [answer]: {} }
      : { 'application/json': { schema: schemaOf(answer, 'output') } };
  const replayed = changes && {
    'Idempotent-Replayed': { $ref: '#/components/headers/Idempotent-Replayed' },
  };
  const done = (description: string) => ({ description, headers: { ...limitHeaders, ...replayed }, content });
  return {
    operationId: operationIdOf(operation),
    summary,
    description: `Takes the permission ${permission}.`,
    parameters: [...parametersOf(operation), ...(changes ? [onceParameter] : [])],
    ...(body && { requestBody: body }),
    responses: {
      [status]: done('Done'),
      ...(again && { [again]: done('Done, to what was there already') }),
      ...refusals,
      ...(changes && refusalsOfChanges),
    },
  };
}

/** "GET /api/v1/evidence/[evidenceId]" → "getEvidenceByEvidenceId". */
function operationIdOf({ method, path }: Operation): string {
  const parts = path
    .replace('/api/v1/', '')
    .split('/')
    .map((part) => part.replace(/^\[(.+)\]$/, 'by-$1'))
    .flatMap((part) => part.split(/[-.]/));
  return [method.toLowerCase(), ...parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1))].join(
    '',
  );
}

const headers = {
  'RateLimit-Policy': {
    description: 'The limits: requests (q) within seconds (w), of the key and of its organization',
    schema: { type: 'string', examples: ['"key";q=300;w=60, "organization";q=1200;w=60'] },
  },
  RateLimit: {
    description:
      'What is left of each limit (r), and in how many seconds it begins anew (t); for a key that works',
    schema: { type: 'string', examples: ['"key";r=299;t=60, "organization";r=1187;t=31'] },
  },
  'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer', minimum: 1 } },
  'Idempotent-Replayed': {
    description: 'The request was carried out before, and this is the answer of that time',
    schema: { type: 'string', const: 'true' },
  },
};

const parameters = {
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Makes the request safe to send again for 24 hours: it is carried out once, and later ones get the same answer.',
    schema: { type: 'string', minLength: 1, maxLength: 257 },
  },
};

/** Everything that a program may ask for, as OpenAPI 3.1, from the schemas that the server itself checks with. */
export function describeApi(site: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of apiOperations) {
    const path = pathOf(operation);
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: operationObject(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Inplace',
      version: '1',
      description: 'Read and record PCI DSS compliance with an API key.',
    },
    servers: [{ url: site }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', bearerFormat: 'inp_…' } },
      headers,
      parameters,
      schemas: { Problem: schemaOf(problem, 'output') },
    },
  };
}
