/** Whether this machine has what it takes. */
export function hasSwift(): boolean;
/** Starts it; `stop` ends every process of it. */
export function startSwift(
  folder: string,
): Promise<{ endpoint: string; keyId: string; secret: string; stop: () => void }>;
