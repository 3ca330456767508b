// `npm run dev`: the built-in database and Next's development server.
import { withNode } from './lib/node-version.mjs';

withNode(() => import('./lib/dev.mjs'));
