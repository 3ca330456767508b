#!/usr/bin/env node
// Checks every chain of the audit trail, of all organizations and of the instance, with its checkpoints and time stamps:
// npm run audit:verify. It changes nothing. Exit 0: all fits. Exit 1: something does not, and each first entry is named.
import { dataFolder } from './lib/folders.mjs';
import { runWithApp } from './lib/with-app.mjs';
import { Refusal, sayFailure } from './lib/words.mjs';

try {
  if (process.argv.length > 2) throw new Refusal('npm run audit:verify takes no options.');
  process.exitCode = await runWithApp('audit-verify.ts');
} catch (error) {
  sayFailure(error, dataFolder);
  process.exitCode = 2;
}
