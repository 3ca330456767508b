import { afterEach, describe, expect, it, vi } from 'vitest';
import { stubSettings } from '@/scripts/testing/settings';

async function answerTo(error: unknown): Promise<{ answer: Response; logged: string }> {
  stubSettings();
  const { log } = await import('@/lib/platform/log');
  const lines: unknown[] = [];
  vi.spyOn(log(), 'error').mockImplementation((...line: unknown[]) => {
    lines.push(line);
  });
  const { answer } = await import('./route-answer');
  const given = await answer(() => Promise.reject(error));
  return { answer: given, logged: JSON.stringify(lines) };
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('a defect in a route', () => {
  it('answers with a reference and nothing of what went wrong; the log has both', async () => {
    const defect = new Error('SELECT "passwordHash" FROM "User" at /srv/inplace/lib/person.ts:12');
    const { answer, logged } = await answerTo(defect);
    expect(answer.status).toBe(500);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const body = await answer.text();
    expect(body).not.toMatch(/SELECT|passwordHash|srv|person\.ts|Error| at /);
    const reference = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(body)?.[0];
    expect(reference).toBeDefined();
    expect(logged).toContain(reference);
  });

  it('may be anything that is thrown', async () => {
    const { answer } = await answerTo('not even an error');
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ code: 'UNAVAILABLE' });
  });
});
