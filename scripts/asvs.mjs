// Writes docs/security/asvs.md anew: run it after a change of docs/security/asvs.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { asvsDocument } from './lib/asvs-document.mjs';

const folder = new URL('../docs/security/', import.meta.url);
const rows = JSON.parse(readFileSync(new URL('asvs.json', folder), 'utf8'));
writeFileSync(new URL('asvs.md', folder), asvsDocument(rows));
