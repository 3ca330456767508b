import { z } from 'zod';
import { apiOperations, type Operation } from './model';
import { problem } from './schema/answers';

/** "/api/assessments/[assessmentId]" → "/api/assessments/{assessmentId}". */
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

function bodyOf({ body, form }: Operation): object | null {
  if (body) return { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } };
  if (!form) return null;
  const properties = Object.fromEntries(
    form.map((name) => [name, { type: 'string', ...(name === 'file' && { format: 'binary' }) }]),
  );
  const schema = { type: 'object', properties, required: ['file'] };
  return { required: true, content: { 'multipart/form-data': { schema } } };
}

const refused = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const refusals = {
  400: refused('Something in the request is not right; fieldErrors says what'),
  401: refused('No key, or one that does not work'),
  403: refused('The key was not made for this, or the role of its member does not allow it'),
  404: refused('It does not exist, or belongs to another organization'),
  409: refused('It was changed or signed meanwhile'),
  429: refused('Too many requests; Retry-After says for how many seconds to wait'),
};

function operationObject(operation: Operation): object {
  const { answer, permission, summary, status = 200 } = operation;
  const body = bodyOf(operation);
  const content =
    typeof answer === 'string'
      ? { [answer]: {} }
      : { 'application/json': { schema: schemaOf(answer, 'output') } };
  return {
    summary,
    description: `Takes the permission ${permission}.`,
    parameters: parametersOf(operation),
    ...(body && { requestBody: body }),
    responses: { [status]: { description: 'Done', content }, ...refusals },
  };
}

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
      schemas: { Problem: schemaOf(problem, 'output') },
    },
  };
}
