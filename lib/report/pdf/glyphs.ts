import 'server-only';
import type { Finding } from '@/lib/catalogue/model';
import { findingColours } from './theme';

type Doc = PDFKit.PDFDocument;

/** The status glyph (8 points): shape first, colour third. The label beside it is the text. */
export function drawFindingGlyph(doc: Doc, finding: Finding | null, x: number, y: number): void {
  const { text } = findingColours[finding ?? 'UNANSWERED'];
  const middle = { x: x + 4, y: y + 4 };
  doc.save().lineWidth(1).strokeColor(text).fillColor(text);
  if (finding === 'IN_PLACE') {
    doc.circle(middle.x, middle.y, 4).fill();
    tick(doc, middle);
  } else if (finding === 'IN_PLACE_WITH_CCW') {
    doc
      .path(
        `M${x + 0.4} ${y + 1} L${x + 4} ${y - 0.2} L${x + 7.6} ${y + 1} L${x + 7.6} ${y + 4.4} Q${x + 7.2} ${y + 7} ${x + 4} ${y + 8.4} Q${x + 0.8} ${y + 7} ${x + 0.4} ${y + 4.4} Z`,
      )
      .fill();
    tick(doc, middle);
  } else if (finding === 'NOT_APPLICABLE') {
    doc.circle(middle.x, middle.y, 3.5).stroke();
    doc
      .moveTo(x + 1.6, y + 6.4)
      .lineTo(x + 6.4, y + 1.6)
      .stroke();
  } else if (finding === 'NOT_TESTED') {
    doc.circle(middle.x, middle.y, 3.5).stroke();
    for (const offset of [-1.7, 0, 1.7]) doc.circle(middle.x + offset, middle.y, 0.6).fill();
  } else if (finding === 'NOT_IN_PLACE') {
    doc
      .polygon(
        [x + 2.4, y],
        [x + 5.6, y],
        [x + 8, y + 2.4],
        [x + 8, y + 5.6],
        [x + 5.6, y + 8],
        [x + 2.4, y + 8],
        [x, y + 5.6],
        [x, y + 2.4],
      )
      .fill();
    doc
      .strokeColor('#ffffff')
      .moveTo(x + 2.6, y + 2.6)
      .lineTo(x + 5.4, y + 5.4)
      .moveTo(x + 5.4, y + 2.6)
      .lineTo(x + 2.6, y + 5.4)
      .stroke();
  } else {
    doc.dash(1.4, { space: 1.2 }).circle(middle.x, middle.y, 3.5).stroke().undash();
  }
  doc.restore();
}

function tick(doc: Doc, middle: { x: number; y: number }): void {
  doc
    .strokeColor('#ffffff')
    .moveTo(middle.x - 1.8, middle.y + 0.1)
    .lineTo(middle.x - 0.5, middle.y + 1.4)
    .lineTo(middle.x + 1.9, middle.y - 1.3)
    .stroke();
}
