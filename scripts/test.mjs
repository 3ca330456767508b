// `npm test`: everything that must hold, from format to browser. `npm test -- gates unit` runs some of it.
import { withNode } from './lib/node-version.mjs';

withNode(() => import('./lib/test.mjs'));
