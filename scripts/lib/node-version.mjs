// The first thing that runs, so it is written for old versions too: they must get as far as the sentence.
var MINIMUM = [20, 19];

/** Why this Node.js will not do, or null. */
export function nodeVersionFault(version) {
  var parts = version.split('.').map(Number);
  if (parts[0] > MINIMUM[0] || (parts[0] === MINIMUM[0] && parts[1] >= MINIMUM[1])) return null;
  return (
    'this is Node.js ' +
    version +
    ', and Inplace needs ' +
    MINIMUM.join('.') +
    ' or later. Install a newer one from https://nodejs.org and start again.'
  );
}

/** Loads a program when the version is right; otherwise says in one line what to do. */
export function withNode(load) {
  var fault = nodeVersionFault(process.versions.node);
  if (fault === null) return load();
  process.stderr.write('\nCannot go on: ' + fault + '\n');
  process.exitCode = 1;
  return null;
}
