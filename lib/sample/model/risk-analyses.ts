import type { MakeAnalysisInput } from '@/lib/risk-analysis/schema';

type Day = (distance: number) => string;
type SampleAnalysis = {
  text: MakeAnalysisInput;
  approvedOn: string;
  /** When it was looked at again and found still valid; null for the one that nobody looked at. */
  reviewedOn: string | null;
};

export const approver = 'Daniel Okafor';
export const analyst = 'Hanne Vik';

const none = { process: '', assessmentId: null, linkTo: null };

/** One that was reviewed in time, and one whose review slipped. */
export function sampleAnalyses(day: Day): SampleAnalysis[] {
  return [
    {
      text: {
        ...none,
        title: 'Logs of systems without card data',
        requirementNumbers: ['10.4.2.1'],
        assets: 'Build server, office network and the tools of the web team. None of them sees card data.',
        threats: 'Somebody who gets into one of these and goes on to the web servers from there.',
        likelihood:
          'All need a second factor and are reachable from the office network only. Two alerts in three years, both false.',
        impact: 'A changed page or script could take card numbers until the daily comparison shows it.',
        every: 1,
        unit: 'week',
        justification:
          'The daily comparison of pages finds what matters within a day. A week keeps the logs few enough to be read with care.',
        madeByName: analyst,
        madeOn: day(-395),
      },
      approvedOn: day(-390),
      reviewedOn: day(-200),
    },
    {
      text: {
        ...none,
        title: 'Secrets of service accounts',
        requirementNumbers: ['8.6.3'],
        assets: 'Passwords and keys with which programs reach the order database and the gateway.',
        threats: 'A secret that leaks from a backup, a log or a laptop, and somebody who uses it unseen.',
        likelihood: 'Secrets stand in one vault; four people can read it. Each use is logged.',
        impact: 'Orders and tokens could be read. Card numbers are with the gateway.',
        every: 3,
        unit: 'month',
        justification: 'Each secret is long and random. Three months bound how long a leak is of use.',
        madeByName: analyst,
        madeOn: day(-385),
      },
      approvedOn: day(-380),
      reviewedOn: null,
    },
  ];
}
