import type { Section } from '@/components/shell/navigation';
import type { Frame, FrameActions } from '@/components/shell/sidebar';

/** What the palette knows of the frame around the pages. */
export type PaletteFrame = { frame: Frame; actions: FrameActions; sections: readonly Section[] };

/** `typed`: what was typed before it was there. */
export type PaletteProps = PaletteFrame & { typed: string; onClose: () => void };

/** Whose places are kept: a person's in one organization. */
export const ownerOf = ({ person, organization }: Frame) => `${person.id}/${organization.id}`;
