import type { Finding } from '@/lib/catalogue/model';

/** What the search field of the workspace takes, and how much of each kind it shows. */
export const longestQuery = 200;
export const mostHits = { requirements: 8, evidence: 5, integrations: 5 } as const;

export type RequirementHit = {
  assessmentId: string;
  assessmentName: string;
  requirementNumber: string;
  title: string;
  finding: Finding | null;
};

/** `usedBy`: the requirements that an item is used for, as numbers in the standard's order. */
export type EvidenceHit = { evidenceId: string; title: string; usedBy: string[] };

export type IntegrationHit = { integrationId: string; name: string; method: string };

export type PaletteHits = {
  requirements: RequirementHit[];
  evidence: EvidenceHit[];
  integrations: IntegrationHit[];
};
