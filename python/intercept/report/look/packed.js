"use strict";
// What is packed into the page is unpacked by the browser: gzip, of which two characters are thirteen bits, and a last
// one alone six.
const DIGITS = new Uint8Array(127);
Array.from({ length: 94 }, (_, place) => 33 + place).filter((code) => !'"&<'.includes(String.fromCharCode(code)))
  .forEach((code, digit) => { DIGITS[code] = digit; });

async function unpacked(element) {
  const text = element.textContent;
  const bytes = new Uint8Array(Math.floor((13 * (text.length >> 1) + 6 * (text.length % 2)) / 8));
  for (let place = 0, to = 0, held = 0, bits = 0; place < text.length; place += 2) {
    const first = DIGITS[text.charCodeAt(place)];
    const pair = place + 1 < text.length;
    held = pair ? (held << 13) | (91 * first + DIGITS[text.charCodeAt(place + 1)]) : (held << 6) | first;
    for (bits += pair ? 13 : 6; bits >= 8; to++) {
      bits -= 8;
      bytes[to] = held >> bits;
    }
  }
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

// A value whose long lists of numbers are steps, as it was.
function summed(value) {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(summed);
  if (!("steps" in value && "decimals" in value)) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, summed(each)]));
  let sum = 0;
  return value.steps.map((step) => (step === null ? null : (sum += step) / 10 ** value.decimals));
}

// Cells of CSV, one a line, column by column, as rows.
function byRows(text, columns) {
  const cells = text.match(/("(?:[^"]|"")*"|[^"\n]*)\n/g).map((each) => each.slice(0, -1));
  const rows = cells.length / columns;
  const own = (row) => Array.from({ length: columns }, (_, column) => cells[column * rows + row]).join(",");
  return Array.from({ length: rows }, (_, row) => `${own(row)}\n`).join("");
}
