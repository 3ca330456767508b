import type { AttestationForm } from './model/form';

type State = { status: string; archivedAt: Date | string | null };

/** Why the form can no longer be changed; null when it can. */
export function whyNotPreparable(assessment: State): string | null {
  if (assessment.status === 'SIGNED')
    return 'This assessment is signed. Start a correction to change what it says.';
  if (assessment.status === 'SUPERSEDED')
    return 'A later revision has replaced this assessment. Open that one to change what it says.';
  return assessment.archivedAt === null ? null : 'This assessment is archived. Restore it to go on.';
}

/** One name in several spellings: letter case, spaces and Unicode forms do not matter. */
function plainName(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('en');
}

export function isSamePerson(left: string, right: string): boolean {
  return plainName(left) !== '' && plainName(left) === plainName(right);
}

/**
 * Who may sign in the app: the executive officer that part 3b names, with an account of that name. The role table
 * decides which roles sign at all; whether preparer and signer must be two people is the organization's own policy.
 */
export function whyNotSigner(officer: AttestationForm['officer'], person: { name: string }): string | null {
  if (officer.name.trim() === '') return 'Part 3b does not name the executive officer yet.';
  if (isSamePerson(officer.name, person.name)) return null;
  return `${officer.name} signs, and you are signed in as ${person.name}. The officer signs in with an account of that name, or signs on paper.`;
}
