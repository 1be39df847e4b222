/* Tables for spreadsheets. */

/* A cell that begins like this would be taken for a formula, and a formula may call programs or addresses. */
const FORMULA = /^[=+\-@\t\r]/

function cell(value) {
  const text = String(value ?? "")
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/* Returns rows, each an array of values, as CSV (RFC 4180). */
export function toCsv(rows) {
  return rows.map(row => `${row.map(cell).join(",")}\r\n`).join("")
}

/* Hands `text` to the reader as a file; the mark at its start tells Excel that it is UTF-8. */
export function download(name, text) {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
