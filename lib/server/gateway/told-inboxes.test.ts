import { describe, expect, it } from "vitest";
import { createInboxClaims } from "./inboxes";
import { createToldInboxes } from "./told-inboxes";

const nuid = "hM0ka0t0EZTtwmJxVoO4ZE";

function toldBy(...chunks: string[]): string[] {
  const told = new Set<string>();
  const read = createToldInboxes("_INBOX", (token) => told.add(token));
  for (const chunk of chunks) read(Buffer.from(chunk));
  return [...told];
}

describe("T31 the inboxes of which a server tells", () => {
  it.each([
    `MSG orders.new 1 _INBOX.${nuid}.x1 2\r\nhi\r\n`,
    `MSG a 1 9\r\n{"deliver_subject":"_INBOX.${nuid}"}\r\n`,
    `MSG _INBOX.${nuid} 1 0\r\n\r\n`,
  ])("are found in %j, wherever it is cut", (text) => {
    for (let at = 0; at <= text.length; at++) {
      expect(toldBy(text.slice(0, at), text.slice(at))).toEqual([nuid]);
    }
    expect(toldBy(...text)).toEqual([nuid]);
  });

  it("are none where a name is short, or of another prefix", () => {
    expect(toldBy("_INBOX.short.x _INBOXES.hM0ka0t0EZTtwmJxVoO4ZE.x\r\n")).toEqual([]);
  });

  it("can't be claimed, where no socket of the console's held them first", () => {
    const claims = createInboxClaims();
    const own = { listensTo: () => true, takesForeign: false };
    const other = { ...own };
    expect(claims.take("held", own)).toBe(true);
    claims.tell("held");
    claims.tell("foreign");
    expect(claims.take("foreign", own)).toBe(false);
    expect(claims.take("held", own)).toBe(true);
    claims.release("held", own);
    claims.tell("held");
    expect(claims.take("held", other)).toBe(true);
    expect(claims.take("foreign", { ...own, takesForeign: true })).toBe(true);
  });
});
