import 'server-only';
import { z } from 'zod';
import { isQuestionnaireId } from '@/lib/catalogue/model';
import { questionnaireLabel } from '@/lib/questionnaire/model/conclusion';
import type { AttestationContent } from '../model/snapshot';
import type { AttestationSources } from '../model/sources';

/** What the document needs of a recorded decision. Kept records are only read here, so unknown fields are let be. */
const answers = z.array(
  z.object({
    questionId: z.string().default(''),
    question: z.string(),
    about: z.string().default(''),
    answer: z.string(),
  }),
);
type Asked = z.infer<typeof answers>;

const conclusion = z.object({
  why: z.array(z.object({ questionId: z.string().default(''), statement: z.string() })).default([]),
  alternatives: z
    .array(z.object({ questionnaireId: z.string(), state: z.string(), because: z.string() }))
    .default([]),
  criteria: z
    .array(z.object({ criterionId: z.string(), answer: z.enum(['YES', 'NOT_CONCERNED']) }))
    .default([]),
});

type DecisionRow = { answers: unknown; conclusion: unknown; overrideReason: string; decidedAt: Date };

export function readDecision(row: DecisionRow | null): {
  shown: AttestationContent['decision'];
  criteria: AttestationSources['pickerCriteria'];
} {
  const asked = answers.safeParse(row?.answers);
  const concluded = conclusion.safeParse(row?.conclusion);
  if (!row || !asked.success || !concluded.success) return { shown: null, criteria: {} };
  return {
    shown: {
      decidedAt: row.decidedAt.toISOString(),
      answers: asked.data.map(({ question, answer }) => ({ question, answer })),
      reasons: concluded.data.why.map((reason) => inWords(reason, asked.data)),
      alternatives: concluded.data.alternatives
        .filter(({ state, because }) => state !== 'CHOSEN' && because !== '')
        .map(({ questionnaireId, because }) => ({
          name: isQuestionnaireId(questionnaireId) ? questionnaireLabel(questionnaireId) : questionnaireId,
          failsOn: [because],
        })),
      overrideReason: row.overrideReason,
    },
    criteria: Object.fromEntries(
      concluded.data.criteria.map(({ criterionId, answer }) => [criterionId, answer]),
    ),
  };
}

/**
 * A reason as the question and its answer. Its statement is what the picker says to the merchant ("You never …"), and
 * the document speaks for the merchant to others.
 */
function inWords({ questionId, statement }: { questionId: string; statement: string }, asked: Asked): string {
  const found = asked.find((one) => questionId !== '' && one.questionId === questionId);
  if (!found || found.answer === '') return statement;
  const about = found.about === '' ? '' : `${found.about}: `;
  return `${about}${found.question} ${found.answer.replace(/\.$/, '')}.`;
}
