// `npm run up`: installs, prepares the database, builds when the sources changed, and serves.
import { withNode } from './lib/node-version.mjs';

withNode(() => import('./lib/up.mjs'));
