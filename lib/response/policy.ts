/** Why the answers of an assessment cannot be changed, in words that say what opens them. */
export type AnswerLock = { kind: 'SIGNED' | 'SUPERSEDED' | 'ARCHIVED' | 'ROLE'; words: string };

type State = { status: string; signedAt: string | null; archivedAt: string | null };

/**
 * Answers are open while the assessment is open. A signature freezes them for ever: a correction is a new revision.
 * `day` puts an instant into the reader's words.
 */
export function answerLock(
  assessment: State,
  person: { mayRecord: boolean; roleName: string; mayCorrect?: boolean },
  day: (instant: string) => string,
): AnswerLock | null {
  if (assessment.status === 'SIGNED') {
    const when = assessment.signedAt ? ` on ${day(assessment.signedAt)}` : '';
    return {
      kind: 'SIGNED',
      words: `Signed${when}: the answers are frozen. ${
        person.mayCorrect === false
          ? 'They change only in a correction of it.'
          : 'To change one, start a correction from the overview.'
      }`,
    };
  }
  if (assessment.status === 'SUPERSEDED') {
    return {
      kind: 'SUPERSEDED',
      words: 'A signed correction has replaced this assessment. Its answers are kept as they were.',
    };
  }
  if (assessment.archivedAt) {
    return {
      kind: 'ARCHIVED',
      words: `Archived on ${day(assessment.archivedAt)}. Restore it from the overview to go on answering.`,
    };
  }
  if (!person.mayRecord) {
    return {
      kind: 'ROLE',
      words: `You can read the answers. The role ${person.roleName} does not change them.`,
    };
  }
  return null;
}
