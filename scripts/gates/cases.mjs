// The gate over docs/security/cases.md: every case names tests that are there, or says why it has none.
const ROW = /^\| ([A-H]\d+) \| ([^|]+) \| ([^|]+) \|$/;
const TEST_FILE = /\.(test|spec)\.(ts|tsx|mjs)$/;
const REASON = /^(not applicable|open): \w/;

/** What is wrong with the page. `isThere` says whether the checkout has a file. */
export function casesAreTried(page, isThere) {
  const rows = page.split('\n').filter((line) => /^\| [A-H]\d/.test(line));
  const ids = rows.map((row) => ROW.exec(row)?.[1]);
  return [
    ...rows.filter((row) => !ROW.test(row)).map((row) => `this is no row: ${row}`),
    ...(rows.length > 0 ? [] : ['there are no cases']),
    ...ids.filter((id, index) => id && ids.indexOf(id) !== index).map((id) => `${id} has two rows`),
    ...rows.flatMap((row) => {
      const [, id, , shown = ''] = ROW.exec(row) ?? [];
      const files = [...shown.matchAll(/`([^`]+)`/g)].map(([, file]) => file);
      if (files.length === 0) return REASON.test(shown) ? [] : [`${id} has neither a test nor a reason`];
      return files
        .filter((file) => !TEST_FILE.test(file) || !isThere(file))
        .map((file) => `${id}: there is no test file ${file}`);
    }),
  ];
}
