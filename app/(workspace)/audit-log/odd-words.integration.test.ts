import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, test } from 'vitest';
import { AuditEntry } from '@/components/audit-trail/audit-entry';
import { EventHistory } from '@/components/audit-trail/event-history';
import { filterChips } from '@/components/audit-trail/filter-chips';
import { subjectHref } from '@/components/audit-trail/subject-href';
import { csvOf } from '@/lib/audit-trail/queries/csv';
import { listEvents } from '@/lib/audit-trail/queries/list';
import { parseEventFilter } from '@/lib/audit-trail/rules';
import { saveView } from '@/lib/checklist-table/commands/view';
import { viewInput } from '@/lib/checklist-table/schema';
import { say } from '@/lib/comment/testing';
import { addTestFiles } from '@/lib/evidence/testing/files';
import { parseInput } from '@/lib/platform/parse';
import { makeOrganization, type TestOrganization } from '@/lib/platform/testing';
import { recordResponse } from '@/lib/response/commands';
import { makeAssessment } from '@/lib/response/testing';
import { changeTags } from '@/lib/tag/commands';

/** What every object of JavaScript has by itself: no text that somebody writes may meet it. */
const odd = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'];

let ours: TestOrganization;
let evidenceIds: string[];

beforeAll(async () => {
  ours = await makeOrganization({ name: 'Ada' });
  const target = { assessmentId: await makeAssessment(ours, 'A'), requirementNumber: '8.3.1' };
  const record = ours.grant('response:record');
  for (const [version, text] of odd.entries()) {
    await say(ours, target, text);
    await changeTags(record, target, { tags: [text], version });
    await recordResponse(record, target, { row: 0, version, changes: { resultNote: text } });
    await saveView(
      record,
      target.assessmentId,
      parseInput(viewInput, { name: text, query: `q=${text}&tag=${text}` }),
    );
  }
  const titles = odd.map((title) => addTestFiles(ours, { [title]: `about ${title}` }, { title }, target));
  evidenceIds = await Promise.all(titles);
});

const read = () => ours.grant('audit-trail:read');
const list = async () => (await listEvents(read(), parseEventFilter({}), { limit: 200 })).events;

describe.each(odd)('somebody writes %s', (text) => {
  test.each([
    ['comment.added', 'Text'],
    ['response.tagged', 'Tags'],
    ['response.recorded', 'Note'],
    ['table-view.saved', 'Name'],
    ['evidence.added', 'Title'],
  ])('and %s says it as words', async (type, label) => {
    const said = (await list())
      .filter((event) => event.type === type)
      .flatMap((event) => event.details)
      .filter((detail) => detail.label === label)
      .map((detail) => detail.to);
    expect(said).toContain(text);
    expect(said.every((words) => typeof words === 'string')).toBe(true);
  });

  test('and the log stays a page, whatever the address asks for', async () => {
    const filter = parseEventFilter({ type: text.replaceAll('_', ''), subject: `${text}:1` });
    const chips = filterChips(filter, [], () => '/audit-log');
    expect(chips.every(({ label, value }) => `${typeof label} ${typeof value}` === 'string string')).toBe(
      true,
    );
    expect(subjectHref({ type: text, id: '1' })).toBeNull();
  });
});

test('every entry is rendered, and the file has no word of the program’s text', async () => {
  const events = await list();
  const html = events.map((event) =>
    renderToStaticMarkup(createElement(AuditEntry, { event, timeZone: 'UTC' })),
  );
  for (const text of odd) {
    expect(
      html.some((entry) => entry.includes(`added the evidence <b>${text}</b>`)),
      text,
    ).toBe(true);
  }
  let file = '';
  for await (const piece of csvOf(read(), parseEventFilter({}), 1_000_000)) file += piece;
  for (const text of [...html, file]) expect(text).not.toMatch(/native code|\[object/);
});

test('the history of each piece of evidence is rendered', async () => {
  for (const evidenceId of evidenceIds) {
    const filter = parseEventFilter({ subject: `evidence:${evidenceId}` });
    const { events } = await listEvents(read(), filter);
    const html = renderToStaticMarkup(
      createElement(EventHistory, { events, timeZone: 'UTC', subject: null }),
    );
    expect(html).toMatch(/added the evidence/);
  }
});
