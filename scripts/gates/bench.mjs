// The gate on what the bench puts in place of the modules that check (bench/unguarded).
import { parse, topLevelFunctions } from './tree.mjs';

const FOLDER = /^bench\/unguarded\/(?!replaced\.mjs$)/;

/** Every export of a replaced module is either replaced, under its own name and type, or known not to check. */
export function replacementsMatch(files, replaced) {
  const problems = [];
  for (const { module, by, replaces, keeps } of replaced) {
    const own = exported(files, `${module}.ts`);
    const replacing = exported(files, `${by}.ts`);
    for (const name of own)
      if (!replaces.includes(name) && !keeps.includes(name))
        problems.push(
          `${module}.ts: exports ${name}, of which bench/unguarded/replaced.mjs does not say whether it checks`,
        );
    for (const name of [...replaces, ...keeps])
      if (!own.includes(name))
        problems.push(`${module}.ts: no longer exports ${name}, which ${by}.ts counts on`);
    if (String(replacing.toSorted()) !== String(replaces.toSorted()))
      problems.push(`${by}.ts: exports ${replacing.join(', ')} instead of ${replaces.join(', ')}`);
    for (const name of replacing)
      if (!files.get(`${by}.ts`).includes(`export const ${name}: typeof checked.${name} =`))
        problems.push(`${by}.ts: ${name} does not take its type from what it replaces`);
  }
  const known = replaced.map(({ by }) => `${by}.ts`);
  for (const path of files.keys())
    if (FOLDER.test(path) && !known.includes(path)) problems.push(`${path}: replaces nothing`);
  return problems;
}

function exported(files, path) {
  const text = files.get(path);
  if (text === undefined) return [];
  return [...topLevelFunctions(parse(text, path))]
    .filter(([, entry]) => entry.isExported)
    .map(([name]) => name);
}
