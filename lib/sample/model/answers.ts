import type { Finding } from '@/lib/catalogue/model';
import type { ResponseChanges } from '@/lib/response/model';

/** Which rows of a questionnaire get which answer: a believable mixture, the same on every machine. */
export function sampleFinding(
  index: number,
  total: number,
  share: number,
  offered: readonly Finding[],
  isSigned: boolean,
): Finding | null {
  if (index >= total * share) return null;
  const turn = (index * 7 + 3) % 23;
  if (turn === 4 || turn === 15) return 'NOT_APPLICABLE';
  if (isSigned) return 'IN_PLACE';
  if (turn === 9 && index % 2 === 0) return 'NOT_IN_PLACE';
  if (turn === 18 && total > 60) return 'IN_PLACE_WITH_CCW';
  if (turn === 20 && offered.includes('NOT_TESTED')) return 'NOT_TESTED';
  return 'IN_PLACE';
}

/** The texts that the answer obliges to, so that nothing in the sample is half done by accident. */
export function sampleChanges(finding: Finding, targetOn: string): ResponseChanges {
  switch (finding) {
    case 'IN_PLACE':
      return { finding };
    case 'NOT_APPLICABLE':
      return {
        finding,
        notApplicableReason:
          'Checked with the owner of the system: there is nothing of this kind in this integration.',
      };
    case 'NOT_TESTED':
      return {
        finding,
        notTestedReason: 'Left out of this round on request; it is planned for the second quarter.',
        notTestedAskedBy: 'Nordbank Merchant Services, PCI desk',
      };
    case 'NOT_IN_PLACE':
      return {
        finding,
        planAction: 'Roll the setting out to the remaining systems and record the check.',
        planOwner: 'Tomás Ortega',
        planTargetOn: targetOn,
      };
    case 'IN_PLACE_WITH_CCW':
      return {
        finding,
        ccwConstraints: 'The appliance ships fixes twice a year and its contract forbids changes of our own.',
        ccwDefinition:
          'The appliance stands in a segment of its own; an inspection layer blocks the known attacks within 72 hours.',
        ccwObjective: 'A published flaw cannot be reached from outside while the maker’s fix is pending.',
        ccwIdentifiedRisk: 'Somebody who is already inside the segment could use the flaw for up to 60 days.',
        ccwValidation:
          'The public proof of concept was replayed from the jump host; all eleven tries were blocked.',
        ccwMaintenance: 'The replay is repeated every week; a failure opens a ticket for the network team.',
      };
  }
}
