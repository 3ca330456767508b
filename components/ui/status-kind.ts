/**
 * What a status glyph can show: the five findings in the paper form's order, then unanswered. Every bar, menu and
 * column keeps this order.
 */
export const statusKinds = [
  'IN_PLACE',
  'IN_PLACE_WITH_CCW',
  'NOT_APPLICABLE',
  'NOT_TESTED',
  'NOT_IN_PLACE',
  'UNANSWERED',
] as const;

export type StatusKind = (typeof statusKinds)[number];

/** The part of class names and symbol ids that stands for a kind: glyph-ccw, fill-ccw, glyphs.svg#ccw. */
export const statusSlugs: Record<StatusKind, string> = {
  IN_PLACE: 'in-place',
  IN_PLACE_WITH_CCW: 'ccw',
  NOT_APPLICABLE: 'na',
  NOT_TESTED: 'not-tested',
  NOT_IN_PLACE: 'not-in-place',
  UNANSWERED: 'unanswered',
};
