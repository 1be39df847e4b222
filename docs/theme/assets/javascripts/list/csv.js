/* CSV as RFC 4180 has it, with the mark at its beginning by which Excel knows UTF-8. */

/* What a spreadsheet would take for a formula gets an apostrophe in front, which makes it text. */
const harmless = cell => /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
const quoted = cell => /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

/* Returns the text of a file for rows, each a list of texts. */
export function csv(rows) {
  return "\ufeff" + rows.map(row => row.map(cell => quoted(harmless(cell))).join(",") + "\r\n").join("")
}
