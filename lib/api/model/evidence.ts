import { pushInput, useInput } from '@/lib/evidence/schema/push';
import * as library from '../schema/evidence';
import type { Operation } from './operation';

/** What a program may ask of the library of evidence. */
export const evidenceOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v1/evidence',
    permission: 'evidence:read',
    summary: 'The library of evidence, or what is known under an external reference',
    query: library.evidenceListParams,
    answer: library.evidencePage,
  },
  {
    method: 'POST',
    path: '/api/v1/evidence',
    permission: 'evidence:attach',
    summary:
      'Pushes what a program found, with files or without; 201 for a new item, 200 for the next version of one',
    body: pushInput,
    form: ['evidence', 'file'],
    status: 201,
    again: 200,
    answer: library.evidencePushed,
  },
  {
    method: 'GET',
    path: '/api/v1/evidence/search',
    permission: 'evidence:read',
    summary: 'Up to eight items of the library that fit some words, or that a requirement may use',
    query: library.evidenceSearchParams,
    answer: library.evidenceHits,
  },
  {
    method: 'GET',
    path: '/api/v1/evidence/[evidenceId]',
    permission: 'evidence:read',
    summary: 'One item with its last runs',
    answer: library.evidenceItem,
  },
  {
    method: 'POST',
    path: '/api/v1/evidence/[evidenceId]/uses',
    permission: 'evidence:attach',
    summary: 'Uses an item for requirements of an assessment (takes evidence:read too)',
    body: useInput,
    answer: library.evidenceUses,
  },
  {
    method: 'DELETE',
    path: '/api/v1/evidence/[evidenceId]/uses',
    permission: 'evidence:attach',
    summary: 'Ends uses of an item; it stays in the library (takes evidence:read too)',
    body: useInput,
    answer: library.evidenceUses,
  },
  {
    method: 'POST',
    path: '/api/v1/evidence/[evidenceId]/files',
    permission: 'evidence:attach',
    summary: 'Adds files to an item of files; what a program pushed takes the next version instead',
    form: ['file'],
    status: 201,
    answer: library.evidenceAdded,
  },
  {
    method: 'GET',
    path: '/api/v1/evidence/[evidenceId]/files/[fileId]',
    permission: 'evidence:read',
    summary: 'Downloads a file',
    answer: 'application/octet-stream',
  },
];
