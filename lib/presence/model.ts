/** Who else has a requirement open at the moment. No zod here: client components import this file. */

export type PresentView = { name: string; isWriting: boolean };
