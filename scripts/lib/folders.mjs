import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const projectFolder = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Where this installation keeps its data: INPLACE_DATA_DIR, else `data` in the checkout. */
export const dataFolder = resolve(projectFolder, process.env.INPLACE_DATA_DIR || 'data');

/** Notes of the launcher about what is installed and built; can be deleted at any time. */
export const notesFolder = resolve(projectFolder, '.inplace');
