/** Codes are what screens react to and logs count; the words for people are in `message`. */
export const errorCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'INVALID',
  'CONFLICT',
  'WRONG_STATE',
  'ELSEWHERE',
  'TOO_LARGE',
  'WRONG_MEDIA_TYPE',
  'KEY_REUSED',
  'RATE_LIMITED',
  'UNAVAILABLE',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export type FieldErrors = Record<string, string[]>;

const defaultMessages: Record<ErrorCode, string> = {
  UNAUTHENTICATED: 'Your sign-in has ended. Sign in again to go on.',
  FORBIDDEN: 'Your role does not allow this.',
  NOT_FOUND: 'This does not exist, or it is not yours to see.',
  INVALID: 'Some fields need another look.',
  CONFLICT: 'Somebody else changed this meanwhile. Reload to see their version.',
  WRONG_STATE: 'This can no longer be changed.',
  ELSEWHERE: 'This page is of another organization than the one that you work in now.',
  TOO_LARGE: 'This is larger than allowed.',
  WRONG_MEDIA_TYPE: 'This address does not take a body of this content type.',
  KEY_REUSED: 'This Idempotency-Key came with another request before. Choose a new one for each request.',
  RATE_LIMITED: 'Too many attempts. Wait a little and try again.',
  UNAVAILABLE: 'This did not work just now. Try again in a moment.',
};

const statuses: Record<ErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID: 400,
  CONFLICT: 409,
  WRONG_STATE: 409,
  ELSEWHERE: 409,
  TOO_LARGE: 413,
  WRONG_MEDIA_TYPE: 415,
  KEY_REUSED: 422,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

/** An expected failure with a code. Anything else that is thrown is a defect and is answered with a plain 500. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fieldErrors: FieldErrors | undefined;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message?: string, fieldErrors?: FieldErrors, retryAfter?: number) {
    super(message ?? defaultMessages[code]);
    this.name = 'AppError';
    this.code = code;
    this.fieldErrors = fieldErrors;
    this.retryAfter = retryAfter;
  }

  get status(): number {
    return statuses[this.code];
  }
}

/** Shorthand for the commonest refusal: absent and not-yours answer alike. */
export function notFound(message?: string): AppError {
  return new AppError('NOT_FOUND', message);
}
