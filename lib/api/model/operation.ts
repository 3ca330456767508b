import type { z } from 'zod';
import type { KeyPermission } from '@/lib/access/permissions';

/** One thing that a program may ask for. */
export type Operation = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** As the folders under app/ name it. */
  path: string;
  permission: KeyPermission;
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Parts of a form: files, and beside them the body as JSON where there is one. */
  form?: readonly ('evidence' | 'file')[];
  status?: 201;
  /** What is answered in place of it when the thing was there already. */
  again?: 200;
  /** A schema for JSON, else the media type of what is sent. */
  answer: z.ZodType | `${string}/${string}`;
};
