import 'server-only';

// On globalThis: every bundle has its own copy of this module, but the memory is that of the one process.
const store = globalThis as { inplaceReportTurn?: Promise<void> };

/** Runs the work when all work that came before has ended, well or not. Two reports never need memory at once. */
export function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const result = (store.inplaceReportTurn ?? Promise.resolve()).then(work);
  store.inplaceReportTurn = result.then(ended, ended);
  return result;
}

function ended(): void {}
