#!/usr/bin/env node
// What is done to all evidence files together, while the app runs or not:
//   npm run verify             reads, decrypts and hashes every file; names each that is damaged or missing. Changes nothing.
//   npm run evidence:encrypt   encrypts files from before there was encryption (the running app does it by itself)
//   npm run evidence:rotate    makes a new key and wraps the key of every file with it; files are not touched
//   npm run evidence:forget    drops keys that no file needs any more
//   npm run evidence:move      copies files from the data folder to the S3 store, checks each there, then removes it here
// Each can be broken off and called again. Exit 0: done. Exit 1: something is wrong, and each file is named.
import { dataFolder } from './lib/folders.mjs';
import { runWithApp } from './lib/with-app.mjs';
import { Refusal, sayFailure } from './lib/words.mjs';

try {
  const [command = '', ...more] = process.argv.slice(2);
  if (more.length > 0)
    throw new Refusal(`npm run ${command === 'verify' ? command : `evidence:${command}`} takes no options.`);
  process.exitCode = await runWithApp('evidence.ts', [command]);
} catch (error) {
  sayFailure(error, dataFolder);
  process.exitCode = 2;
}
