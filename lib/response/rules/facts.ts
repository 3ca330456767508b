import { type ResponseField, type ResponseFields, worksheetFields } from '../model';

/**
 * Which texts of an answer row are written, as one number: the list of a checklist carries it instead of the texts.
 * The SQL function checklist_rows() computes the same bits; an integration test holds the two together.
 */
export const factBits = {
  resultNote: 1,
  notApplicableReason: 2,
  notTestedReason: 4,
  legalException: 8,
  legalBasis: 16,
  planAction: 32,
  planTargetOn: 64,
  ccwConstraints: 128,
  ccwDefinition: 256,
  ccwObjective: 512,
  ccwIdentifiedRisk: 1024,
  ccwValidation: 2048,
  ccwMaintenance: 4096,
  planOwner: 8192,
  notTestedAskedBy: 16384,
} as const satisfies Record<Exclude<ResponseField, 'finding'>, number>;

export type Fact = keyof typeof factBits;

export const facts = Object.keys(factBits) as Fact[];

export function hasFact(mask: number, fact: Fact): boolean {
  return (mask & factBits[fact]) !== 0;
}

/** The bits of an answer row with texts. Blank text does not count as written. */
export function factsOf(fields: Omit<ResponseFields, 'finding'>): number {
  return facts.reduce((mask, fact) => (isWritten(fields[fact]) ? mask | factBits[fact] : mask), 0);
}

function isWritten(value: string | boolean | null): boolean {
  return typeof value === 'string' ? value.trim() !== '' : value === true;
}

/** How many of the six worksheet parts are written. */
export function writtenWorksheetParts(mask: number): number {
  return worksheetFields.filter((field) => hasFact(mask, field)).length;
}
