/** A table as it is read, and as Markdown writes it. */

/** Cells that spans may add to one table: a page of a few bytes must not become a text of many megabytes. */
const MAX_SPANNED_CELLS = 2000;
const MAX_SPAN = 50;
const MAX_REPEATED_TEXT = 200;

export interface Cell {
  text: string;
  isHeader: boolean;
  columns: number;
  rows: number;
}

export class TableBuilder {
  caption = "";
  /** The table only arranges things: it holds tables or headings, and its cells are read one after another. */
  isLayout = false;
  readonly #rows: Array<{ texts: string[]; headers: number }> = [];
  /** Columns that a cell above still covers: how many rows more, and its text. */
  #covered = new Map<number, { rows: number; text: string }>();
  #spare = MAX_SPANNED_CELLS;

  startRow(): void {
    this.#rows.push({ texts: [], headers: 0 });
  }

  endRow(): void {
    const row = this.#rows.at(-1);
    if (row !== undefined) this.#fillCovered(row.texts);
  }

  addCell(cell: Cell): void {
    if (this.#rows.length === 0) this.startRow();
    const row = this.#rows.at(-1) ?? { texts: [], headers: 0 };
    this.#fillCovered(row.texts);
    if (cell.isHeader) row.headers++;
    const start = row.texts.length;
    row.texts.push(cell.text);
    const extra = Math.max(0, Math.min(cell.columns, MAX_SPAN) - 1, 0);
    for (let count = 0; count < extra && this.#spare > 0; count++, this.#spare--) row.texts.push("");
    if (cell.rows > 1) this.#covered.set(start, { rows: Math.min(cell.rows, 1000) - 1, text: cell.text });
  }

  /** A cell that spans rows is repeated in each, since a reader of one line cannot see the lines above. */
  #fillCovered(texts: string[]): void {
    for (;;) {
      const above = this.#covered.get(texts.length);
      if (above === undefined || this.#spare <= 0) return;
      this.#spare--;
      if (--above.rows === 0) this.#covered.delete(texts.length);
      texts.push(above.text.length > MAX_REPEATED_TEXT ? "" : above.text);
    }
  }

  /** Markdown lines of a table of data; the plain texts of the cells otherwise. */
  finish(): { lines: string[] } | { blocks: string[] } {
    const rows = this.#rows.filter((row) => row.texts.some((text) => text !== ""));
    const width = rows.reduce((most, row) => Math.max(most, row.texts.length), 0);
    if (this.isLayout || width < 2) return { blocks: rows.flatMap((row) => row.texts.filter((text) => text !== "")) };
    const [first, ...others] = rows;
    if (first === undefined) return { blocks: [] };
    const hasHeader = first.headers >= first.texts.length || rows.every((row) => row.headers === 0);
    const header = hasHeader ? [...first.texts] : [];
    while (header.length < width) header.push("");
    const body = hasHeader ? others : rows;
    return { lines: [line(header), `|${" --- |".repeat(width)}`, ...body.map((row) => line(row.texts))] };
  }
}

function line(texts: string[]): string {
  return `| ${texts.map(oneLine).join(" | ")} |`;
}

function oneLine(text: string): string {
  const escaped = text.replaceAll("|", "\\|");
  if (!escaped.includes("\n")) return escaped;
  return escaped
    .split("\n")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("<br>");
}
