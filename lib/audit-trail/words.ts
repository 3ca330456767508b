import { ownValue } from '@/lib/platform/own-value';
import { eventTypes, type InstanceEventType, instanceEventTypes } from './model';
import { fieldLabel, valueWords } from './rules';

/** Kinds of events that somebody reviews together, by the nouns that they begin with. */
export const eventGroups: Readonly<Record<string, { label: string; nouns: readonly string[] }>> = {
  access: { label: 'Access and the log', nouns: ['access', 'audit-trail', 'forwarding'] },
  people: {
    label: 'People and organization',
    nouns: ['member', 'organization', 'sign-on', 'api-key', 'service-account', 'provisioning'],
  },
  answers: {
    label: 'Assessments and answers',
    nouns: [
      'assessment',
      'response',
      'comment',
      'questionnaire',
      'assignment',
      'review',
      'test',
      'accepted-risk',
      'checklist',
      'table-view',
    ],
  },
  evidence: { label: 'Evidence', nouns: ['evidence', 'evidence-request'] },
  schedule: { label: 'Schedule', nouns: ['activity', 'risk-analysis'] },
  'sign-off': {
    label: 'Sign-off and reports',
    nouns: ['attestation', 'signing-link', 'submission', 'report'],
  },
  register: {
    label: 'Register',
    nouns: ['integration', 'legal-entity', 'acquirer', 'merchant-id', 'service-provider', 'responsibility'],
  },
};

/** All kinds that a filter's `type` means; empty when there is none of that name. */
export function typesOf(type: string): string[] {
  const all = Object.keys(eventTypes);
  if (!type.includes('.')) {
    const nouns = ownValue(eventGroups, type)?.nouns ?? [];
    return all.filter((known) => nouns.some((noun) => known.startsWith(`${noun}.`)));
  }
  return type.endsWith('.') ? all.filter((known) => known.startsWith(type)) : [type];
}

/**
 * What came of it (10.2.2). The kind of an event says it, which is sealed: one that ends in one of these verbs was refused.
 * docs/verify-audit-trail.mjs has the same rule.
 */
export function outcomeOf(type: string): 'refused' | 'succeeded' {
  return /\.(?:damaged|denied|failed|locked|refused)$/.test(type) ? 'refused' : 'succeeded';
}

/** Events of an organization that say no. */
export const refusedTypes: readonly string[] = Object.keys(eventTypes).filter(
  (type) => outcomeOf(type) === 'refused',
);

/** Kinds of the instance's chain that are about somebody's account; sign_in_events() in the database shows the same. */
export const signInTypes: readonly string[] = Object.keys(instanceEventTypes).filter(
  (type) => !/^(instance|checkpoint|sample)\./.test(type),
);

export type SignInView = {
  sequence: number;
  at: Date;
  personName: string;
  /** Who acted, where that was somebody else. */
  byName: string | null;
  what: string;
  from: string | null;
  isRefused: boolean;
  /** "Second factor: authenticator app" and the like; empty without any. */
  details: string;
};

/** What happened to an account, in words. A kind that a newer version wrote is shown as it is. */
export function signInWords(type: string): string {
  return Object.hasOwn(instanceEventTypes, type) ? instanceEventTypes[type as InstanceEventType] : type;
}

/** The facts of a sign-in in one line. */
export function signInDetails(facts: Readonly<Record<string, unknown>>): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${fieldLabel(name)}: ${valueWords(value)}`)
    .join(', ');
}
