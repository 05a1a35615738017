/** Text without what makes a terminal or a log do or show another thing: controls, bidirectional marks. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "");
}
