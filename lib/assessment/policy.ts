import type { AssessmentStatus } from './model';

type State = { status: AssessmentStatus; isArchived: boolean };

/** Why name, period, due date and recipients can no longer be changed. Null when they can. */
export function whyNotChangeable({ status, isArchived }: State): string | null {
  if (isArchived) return 'This assessment is in the archive. Restore it to change it.';
  if (status === 'SIGNED') return 'This assessment is signed. Start a correction to change it.';
  if (status === 'SUPERSEDED') return 'A signed correction has replaced this assessment.';
  return null;
}

/** Why a correction cannot be started. Null when it can. */
export function whyNotRevisable(state: State & { hasOpenRevision: boolean }): string | null {
  if (state.isArchived) return 'This assessment is in the archive. Restore it before you correct it.';
  if (state.status === 'OPEN') return 'This assessment is not signed yet: change it directly.';
  if (state.status === 'SUPERSEDED') return 'A correction has replaced this assessment. Correct that one.';
  if (state.hasOpenRevision) return 'A correction of this assessment is open already. Go on with that one.';
  return null;
}

/** Why an assessment cannot leave the archive. Null when it can. */
export function whyNotRestorable(state: { isArchived: boolean; hasOpenSibling: boolean }): string | null {
  if (!state.isArchived) return 'This assessment is not in the archive.';
  if (state.hasOpenSibling)
    return 'Another correction of the same assessment is open. Archive that one first.';
  return null;
}
