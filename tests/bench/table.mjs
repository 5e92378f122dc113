// Figures for people.

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle - 0.5)] + sorted[Math.floor(middle)]) / 2;
}

export const rounded = (value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const pad = (cell, column) => (column ? cell.padStart(widths[column] + 2) : cell.padEnd(widths[0]));
  return rows.map((row) => row.map(pad).join('')).join('\n');
}
