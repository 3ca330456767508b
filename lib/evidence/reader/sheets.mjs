import { local, readXml } from './parts.mjs';

/** What a card number looks like that was typed as a number: 4.11111111111111E+15. */
export function plainNumber(value) {
  const number = Number(value);
  return /e/i.test(value) && Number.isSafeInteger(number) ? String(number) : value;
}

/** Collects the texts that the cells of all sheets name by their place. */
export async function sharedStrings(open, strings) {
  let [text, isText] = ['', false];
  await readXml(open, {
    open: (element) => {
      if (element === 'si') text = '';
      if (element === 't') isText = true;
    },
    text: (piece) => {
      if (isText) text += piece;
    },
    close: (element) => {
      if (element === 't') isText = false;
      if (element === 'si') strings.push(text.replace(/[\r\n]+/g, ' '));
    },
  });
}

/** The titles of the sheets by the names of their parts, as the workbook and its relations have them. */
export async function sheetTitles(workbook, relations) {
  const sheets = [];
  await readXml(workbook.open, {
    open: (element, attributes) => {
      if (element !== 'sheet') return;
      const id = Object.entries(attributes).find(([name]) => local(name) === 'id' && name !== 'id')?.[1];
      sheets.push({ title: attributes.name ?? '', id });
    },
  });
  const folder = workbook.name.slice(0, workbook.name.lastIndexOf('/') + 1);
  const targets = new Map();
  if (relations) {
    await readXml(relations, {
      open: (element, { Id, Target = '' }) => {
        if (element === 'Relationship')
          targets.set(Id, Target.startsWith('/') ? Target.slice(1) : folder + Target);
      },
    });
  }
  return new Map(
    sheets.map(({ title, id }, index) => [
      targets.get(id) ?? `${folder}worksheets/sheet${index + 1}.xml`,
      title,
    ]),
  );
}

/** Says the cells of a sheet row by row, and what else is written in it: formulas, heads, feet, lists to choose from. */
export async function readSheet(open, strings, say) {
  let [text, beside, row, kind, value, depth] = ['', '', 0, '', '', 0];
  let inCell = false;
  const flush = async () => {
    const said = text + beside;
    text = '';
    beside = '';
    if (said !== '') await say(said);
  };
  await readXml(open, {
    open: (element, attributes) => {
      if (element === 'row') {
        // Rows without anything in them are left out of the file: their number counts all the same.
        const next = Math.min(Number(attributes.r) || row + 1, row + 10_000);
        text += '\n'.repeat(Math.max(0, next - Math.max(row, 1)));
        row = next;
      }
      if (element === 'c') [kind, value, inCell] = [attributes.t ?? '', '', true];
      if (element === 'v' || element === 't') depth += 1;
    },
    text: (piece) => {
      if (inCell && depth > 0) value += piece;
      else if (piece.trim() !== '') beside += `${piece.replace(/[\r\n]+/g, ' ')} | `;
    },
    close: (element) => {
      if (element === 'v' || element === 't') depth -= 1;
      if (element !== 'c') return;
      if (value !== '') text += `${cellText(kind, value, strings)} | `;
      inCell = false;
    },
    after: async () => {
      if (text.length + beside.length > 64 * 1024) await flush();
    },
  });
  await flush();
}

function cellText(kind, value, strings) {
  if (kind === 's') {
    strings.used.add(Number(value));
    return strings.all[Number(value)] ?? '';
  }
  if (kind !== '' && kind !== 'n') return value.replace(/[\r\n]+/g, ' ');
  return plainNumber(value);
}
