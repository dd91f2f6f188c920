/** A spreadsheet runs what begins like a formula; quoted as text it stays what it says. */
const asText = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)

const quoted = (cell: string | number | null): string =>
  typeof cell === 'number' ? String(cell) : `"${asText(cell ?? '').replaceAll('"', '""')}"`

/** Rows as CSV that Excel reads as UTF-8 (RFC 4180, with the byte order mark it asks for); null is an empty cell. */
export const toCsv = (rows: readonly (readonly (string | number | null)[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`
