import type { PaymentChannel, Questionnaire, QuestionnaireId } from '@/lib/catalogue/model';
import { type IntegrationMethod, methodFacts } from '@/lib/integration/model';

/** How cards are taken, as the picker asks it: the register's methods and the answers that a register does not need. */
export type Way =
  | IntegrationMethod
  | 'HOSTED_SHOP'
  | 'WALLET'
  | 'TAP_TO_PHONE'
  | 'NOT_CARDS'
  | 'OTHER'
  | 'DIFFERENT';

const everyChannel: readonly PaymentChannel[] = ['E_COMMERCE', 'MOTO', 'CARD_PRESENT'];

const moreWays: Record<Exclude<Way, IntegrationMethod>, readonly PaymentChannel[]> = {
  HOSTED_SHOP: ['E_COMMERCE'],
  WALLET: ['E_COMMERCE'],
  TAP_TO_PHONE: ['CARD_PRESENT'],
  NOT_CARDS: everyChannel,
  OTHER: everyChannel,
  DIFFERENT: everyChannel,
};

/** The channels that a way can serve. */
export function channelsOfWay(way: Way): readonly PaymentChannel[] {
  return way in moreWays
    ? moreWays[way as keyof typeof moreWays]
    : methodFacts[way as IntegrationMethod].channels;
}

/** Questionnaires for merchants in the order in which they are tried: fewest requirements first, D when none fits. */
export const candidateOrder = [
  'P2PE',
  'SPoC',
  'A',
  'B',
  'B-IP',
  'C-VT',
  'C',
  'A-EP',
  'D-Merchant',
] as const satisfies readonly QuestionnaireId[];
export type MerchantQuestionnaireId = (typeof candidateOrder)[number];

/** What the picker must know of a questionnaire; chosen from the catalogue so that little travels to the browser. */
export type QuestionnaireFacts = {
  questionnaireId: QuestionnaireId;
  name: string;
  requirementCount: number;
  channels: readonly PaymentChannel[];
  eligibility: readonly { criterionId: string; question: string }[];
  conditionalGroups: readonly { groupId: string; requirementNumbers: readonly string[] | null }[];
};

export function questionnaireFacts(questionnaire: Questionnaire): QuestionnaireFacts {
  return {
    questionnaireId: questionnaire.questionnaireId,
    name: questionnaire.name,
    requirementCount: questionnaire.requirementNumbers.length,
    channels: questionnaire.channels,
    eligibility: questionnaire.eligibility.map(({ criterionId, question }) => ({ criterionId, question })),
    conditionalGroups: questionnaire.conditionalGroups.map(({ groupId, requirementNumbers }) => ({
      groupId,
      requirementNumbers,
    })),
  };
}

/** What the register says of an integration when the picker runs. */
export type RegisterIntegration = {
  integrationId: string;
  /** Short key in question ids: the shortest end of the id that is unique among the entity's integrations. */
  key: string;
  name: string;
  method: IntegrationMethod;
  channels: readonly PaymentChannel[];
  storesAccountData: boolean;
  /** For the question whether providers are compliant: what the register holds, never an answer. */
  providers: readonly { name: string; attestationValidUntil: string | null; hasEnded: boolean }[];
};

export type EntityType = 'MERCHANT' | 'SERVICE_PROVIDER';

/** Everything the rules need beside the answers. */
export type PickerContext = {
  entityName: string;
  entityType: EntityType;
  /** Integrations that the assessment is to cover. */
  chosen: readonly RegisterIntegration[];
  /** The entity's other active integrations: they matter when they share something with the chosen ones. */
  others: readonly RegisterIntegration[];
  questionnaires: readonly QuestionnaireFacts[];
  /** Levels by yearly transactions that speak against self-assessment, or ask for help with it. */
  levelNotes: readonly { level: number; words: string }[];
};

/** Answers by question id. Always lists: a question with one answer has one element. */
export type Answers = Readonly<Record<string, readonly string[]>>;

/** Value of a multiple-choice question for "none of these". */
export const NONE = 'NONE';

/** One way of taking cards that is judged on its own: an integration, or one channel of it. */
export type Unit = {
  key: string;
  integration: RegisterIntegration;
  channels: readonly PaymentChannel[];
};

/** Criteria of the official forms that are asked in the catalogue's own words. */
export const criterionKinds = [
  'b2',
  'b3',
  'bip1',
  'bip2',
  'bip3',
  'bip4',
  'bip5',
  'c1',
  'c2',
  'c3',
  'cvt2',
  'cvt3',
  'cvt4',
  'cvt5',
  'p1',
  'p2',
  'p5',
  's2',
  's3',
  's5',
  's7',
] as const;
export type CriterionKind = (typeof criterionKinds)[number];

/** Questions in the order in which they are asked where several are open. */
export const questionKinds = [
  'role',
  'validation',
  'channels',
  'way',
  'stored',
  'typedBy',
  'wallet',
  'telephony',
  'attended',
  'p1',
  's2',
  'elements',
  'scripts',
  'bip1',
  'bip2',
  'b2',
  'b3',
  'cvt2',
  'cvt3',
  'cvt4',
  'cvt5',
  'p2',
  's3',
  's5',
  'bip3',
  'bip4',
  'bip5',
  'c1',
  'c2',
  'c3',
  'receives',
  'outsourced',
  'thirdParty',
  'otherwise',
  'compliant',
  'hosting',
  'p5',
  's7',
  'paper',
  'shares',
  'others',
] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** A question about the entity has no unit; one about a unit or an integration names it. */
export function questionId(kind: QuestionKind, key?: string): string {
  return key ? `${kind}.${key}` : kind;
}

export function kindOfQuestion(id: string): QuestionKind {
  return (id.includes('.') ? id.slice(0, id.indexOf('.')) : id) as QuestionKind;
}
