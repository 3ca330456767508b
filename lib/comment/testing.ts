import { randomUUID } from 'node:crypto';
import { changeAssignments } from '@/lib/assignment/commands';
import type { TestMember, TestOrganization } from '@/lib/platform/testing';
import type { RequirementTarget } from '@/lib/response/model';
import { addComment } from './commands';

/** A comment through the real command; who is mentioned stands at its end. For tests only. */
export function say(
  who: TestMember,
  target: RequirementTarget,
  text: string,
  mentioned: readonly TestMember[] = [],
  commentId: string = randomUUID(),
) {
  return addComment(who.grant('comment:write'), target, {
    commentId,
    text: [text, ...mentioned.map((_, index) => `@[${index + 1}]`)].join(' '),
    mentionedIds: mentioned.map(({ userId }) => userId),
  });
}

/** Gives a requirement to a control owner, or takes it away. */
export function assign(
  shop: TestOrganization,
  owner: TestMember,
  { assessmentId, requirementNumber }: RequirementTarget,
  what: 'ASSIGN' | 'TAKE_AWAY' = 'ASSIGN',
) {
  return changeAssignments(shop.grant('assignment:manage'), {
    assessmentId,
    userId: owner.userId,
    requirementNumbers: [requirementNumber],
    dueOn: null,
    what,
  });
}
