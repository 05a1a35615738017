/** A PDF of one page with lines of text, as small as the format lets it be. */
export function encodePdf(title: string, lines: readonly string[]): Uint8Array {
  const text = [
    "BT /F1 18 Tf 56 780 Td",
    `(${escapeText(title)}) Tj`,
    "/F1 11 Tf 0 -34 Td 16 TL",
    ...lines.map((line) => `(${escapeText(line)}) Tj T*`),
    "ET",
  ].join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
  ];

  // The table at the end names each object by its offset in bytes: latin1 makes that the length.
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  const start = file.lastIndexOf("xref\n");
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}

/** Parentheses delimit a text, and what Latin-1 lacks would take more than its one byte. */
function escapeText(text: string): string {
  return text
    .replaceAll(/[^\x20-\x7e\xa0-\xff]/g, "?")
    .replaceAll(/[\\()]/g, (sign) => `\\${sign}`);
}
