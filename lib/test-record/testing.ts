import type { Permission } from '@/lib/access/permissions';
import { dayIn } from '@/lib/platform/clock';
import type { TestMember } from '@/lib/platform/testing';
import type { RequirementTarget } from '@/lib/response/model';
import { recordTest } from './commands/record';
import { type RecordTestInput, recordTestInput } from './schema';

/** A test as the form sends it, done today by a person from outside. For tests only. */
export function testInput(change: Partial<RecordTestInput> = {}): RecordTestInput {
  return recordTestInput.parse({
    methods: ['EXAMINED'],
    examined: 'Read the patch report of October and compared it with the list of servers.',
    performedByName: 'Hanne Vik, Nordic Testing',
    performedOn: dayIn('Europe/Berlin'),
    population: '42 servers',
    sample: '5, one of each type',
    result: 'MET',
    ...change,
  });
}

/** Records it as this person. For tests only. */
export async function makeTest(
  member: Pick<TestMember, 'grant'>,
  target: RequirementTarget,
  change: Partial<RecordTestInput> = {},
): Promise<string> {
  const permission = 'response:record' satisfies Permission;
  return (await recordTest(member.grant(permission), target, testInput(change))).testId;
}
