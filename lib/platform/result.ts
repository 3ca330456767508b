import { AppError, type ErrorCode, type FieldErrors } from './errors';

export type ActionFailure = { ok: false; code: ErrorCode; message: string; fieldErrors?: FieldErrors };
export type ActionResult<T extends object = object> = ({ ok: true } & T) | ActionFailure;

/** Turns an AppError into the failure a form shows; rethrows everything else (redirects and defects alike). */
export function toFailure(error: unknown): ActionFailure {
  if (!(error instanceof AppError)) throw error;
  return error.fieldErrors
    ? { ok: false, code: error.code, message: error.message, fieldErrors: error.fieldErrors }
    : { ok: false, code: error.code, message: error.message };
}
