import 'server-only';
import { type Line, type Style, TextSetter } from './text';
import { page } from './theme';

type Doc = PDFKit.PDFDocument;
/** Options of pdfkit's struct() that its public types lack in part. */
export type ElementOptions = { alt?: string; scope?: 'Column' | 'Row' };
export type Element = PDFKit.PDFStructureElement;

/** Flow of tagged text over pages: keeps the cursor, breaks pages, ties what it draws to structure elements. */
export class Writer {
  readonly doc: Doc;
  readonly setter: TextSetter;
  readonly root: Element;
  y: number = page.top;

  constructor(doc: Doc) {
    this.doc = doc;
    this.setter = new TextSetter(doc);
    this.root = doc.struct('Document');
    doc.addStructure(this.root);
  }

  get room(): number {
    return page.height - page.bottom - this.y;
  }

  /** Starts a new page when less than `height` is left (and the page is not empty already). */
  keep(height: number): void {
    if (this.room < height && this.y > page.top) this.newPage();
  }

  newPage(): void {
    this.doc.addPage();
    this.y = page.top;
  }

  space(height: number): void {
    if (this.y > page.top) this.y += height;
  }

  /** A child element of a parent, attached so that it can take content at once. */
  element(parent: Element, type: string, options: ElementOptions = {}): Element {
    const element = this.doc.struct(type as never, options as never);
    parent.add(element);
    return element;
  }

  /** Draws inside an element; the drawing must stay on the page. */
  content(element: Element, type: string, draw: () => void): void {
    const content = this.doc.markStructureContent(type as never);
    draw();
    this.doc.endMarkedContent();
    element.add(content as never);
  }

  /** Rules, bars and repeated heads: drawn, but not read aloud. */
  artifact(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.doc.endMarkedContent();
  }

  /** Lines at the cursor over as many pages as they need. */
  flow(element: Element, type: string, lines: readonly Line[], style: Style, x: number): void {
    let index = 0;
    while (index < lines.length) {
      if (this.room < style.leading) this.newPage();
      const count = Math.max(1, Math.min(lines.length - index, Math.floor(this.room / style.leading)));
      const slice = lines.slice(index, index + count);
      this.content(element, type, () => this.drawLines(slice, style, x, this.y));
      this.y += count * style.leading;
      index += count;
    }
  }

  drawLines(
    lines: readonly Line[],
    style: Style,
    x: number,
    y: number,
    align: 'start' | 'end' = 'start',
  ): void {
    for (const [index, line] of lines.entries())
      this.setter.draw(line, style, x, y + index * style.leading, align);
  }

  rule(y: number, colour: string, width = 0.5): void {
    this.artifact(() => {
      this.doc
        .lineWidth(width)
        .strokeColor(colour)
        .moveTo(page.left, y)
        .lineTo(page.width - page.right, y)
        .stroke();
    });
  }
}
