import { z } from 'zod';
import type { Finding } from '@/lib/catalogue/model';
import { optionalCalendarDay, requirementNumber, rowId } from '@/lib/platform/parse';

export const assignmentChange = z.strictObject({
  assessmentId: rowId,
  userId: z.uuid('Choose a person.'),
  requirementNumbers: z
    .array(requirementNumber, 'Tick at least one requirement.')
    .min(1, 'Tick at least one requirement.')
    .max(300, 'Tick at most 300 requirements.'),
  dueOn: optionalCalendarDay.default(null),
  /** What happens to the ticked requirements. */
  what: z.enum(['ASSIGN', 'TAKE_AWAY'], 'Choose whether to assign or to take away.'),
});
export type AssignmentChange = z.infer<typeof assignmentChange>;

/** A member who may answer. */
export type Assignee = { userId: string; name: string; roleName: string };

export type AssignedPerson = { userId: string; name: string; dueOn: string | null };

/** The questionnaire's requirements in its order, in groups of the standard, with who answers each. */
export type AssignmentGroup = {
  requirementNumber: string;
  title: string;
  requirements: {
    requirementNumber: string;
    title: string;
    isAnswered: boolean;
    people: AssignedPerson[];
  }[];
};

/** One requirement that is assigned to the person who looks. */
export type OwnRequirement = {
  assessmentId: string;
  assessmentName: string;
  requirementNumber: string;
  title: string;
  isAnswered: boolean;
  /** The answer that counts; null while there is none, or while it waits to be confirmed. */
  finding: Finding | null;
  /** What is still to be done, in the checklist's words; empty when nothing is. */
  needs: string;
  /** Why a reviewer sent the answer back, and who; null while nobody has. */
  returned: { reason: string; byName: string } | null;
  dueOn: string | null;
  /** From today to that day; negative when it is over. */
  days: number | null;
};

/** Who answers one requirement, and by when; `isOver`: that day has passed. */
export type OwnersView = { people: (AssignedPerson & { isOver: boolean })[]; mayAssign: boolean };
