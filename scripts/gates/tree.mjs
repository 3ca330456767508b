import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import { projectFolder } from '../lib/folders.mjs';

const ROOTS = ['app', 'components', 'lib', 'prisma', 'scripts', 'bench', 'e2e', 'docs'];
const SKIPPED = /(^|\/)(node_modules|generated|\.next|screenshots)(\/|$)/;
const READ = /\.(ts|tsx|mjs|cjs|js|css|sql|prisma|md)$/;

/** Every source file of the checkout: path → text. Gates read this map, so a test can plant a violation in a copy. */
export function readTree() {
  const files = new Map();
  for (const root of ROOTS) walk(root, files);
  for (const entry of readdirSync(projectFolder, { withFileTypes: true }))
    if (entry.isFile() && READ.test(entry.name)) add(entry.name, files);
  return files;
}

function walk(folder, files) {
  let entries;
  try {
    entries = readdirSync(join(projectFolder, folder), { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (SKIPPED.test(path)) continue;
    if (entry.isDirectory()) walk(path, files);
    else if (READ.test(path)) add(path, files);
  }
}

function add(path, files) {
  files.set(path, readFileSync(join(projectFolder, path), 'utf8'));
}

/** The tree with some files replaced or added. */
export function plant(files, planted) {
  return new Map([...files, ...Object.entries(planted)]);
}

/** Files whose path matches. */
export function pick(files, pattern) {
  return [...files].filter(([path]) => pattern.test(path)).map(([path, text]) => ({ path, text }));
}

const TEST = /\.test\.tsx?$|(^|\/)testing(\.ts$|\/)/;

/** Whether a file is test code: a test, or what only tests use. */
export function isTestCode(path) {
  return TEST.test(path);
}

const parsed = new Map();

/** The syntax tree of a TypeScript file. */
export function parse(text, path) {
  let module = parsed.get(text);
  if (!module) {
    module = parseSync(text, { syntax: 'typescript', tsx: path.endsWith('x'), target: 'es2022' });
    parsed.set(text, module);
  }
  return module;
}

/** Visits every node below one. */
export function visit(node, seen) {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, seen);
    return;
  }
  if (node === null || typeof node !== 'object') return;
  if (typeof node.type === 'string') seen(node);
  for (const value of Object.values(node))
    if (value !== null && typeof value === 'object') visit(value, seen);
}

/** Names that are called anywhere below a node. */
function calledNames(node) {
  const names = new Set();
  visit(node, (each) => {
    if (each.type === 'CallExpression' && each.callee.type === 'Identifier') names.add(each.callee.value);
  });
  return names;
}

/** Top-level functions of a module: name → { node, isExported }. `default` is the default export. */
export function topLevelFunctions(module) {
  const found = new Map();
  for (const item of module.body) {
    const declaration = item.type === 'ExportDeclaration' ? item.declaration : item;
    const isExported = item.type === 'ExportDeclaration';
    if (item.type === 'ExportDefaultDeclaration') found.set('default', { node: item.decl, isExported: true });
    else if (declaration.type === 'FunctionDeclaration')
      found.set(declaration.identifier.value, { node: declaration, isExported });
    else if (declaration.type === 'VariableDeclaration')
      for (const each of declaration.declarations)
        if (each.id.type === 'Identifier') found.set(each.id.value, { node: each.init, isExported });
  }
  return found;
}

/** Exported functions that call none of the given names, directly or through functions of the same file. */
export function exportsWithout(module, wanted) {
  const functions = topLevelFunctions(module);
  const reaches = (name, path = new Set()) => {
    if (path.has(name)) return false;
    path.add(name);
    const entry = functions.get(name);
    if (!entry) return false;
    return [...calledNames(entry.node)].some((called) => wanted.includes(called) || reaches(called, path));
  };
  return [...functions].filter(([name, entry]) => entry.isExported && !reaches(name)).map(([name]) => name);
}
