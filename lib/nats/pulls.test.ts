import { describe, expect, it } from "vitest";
import { createPulls, type PullRequest } from "./pulls";

function start() {
  const sent: (PullRequest & { name: string })[] = [];
  const pulls = createPulls(4_000_000, (name, request) => void sent.push({ name, ...request }));
  pulls.fill();
  return { pulls, sent };
}

describe("the requests to a consumer", () => {
  it("go out one at a time: the next when the last is used up", () => {
    const { pulls, sent } = start();
    for (let n = 0; n < (sent[0]?.batch ?? 0); n++) {
      expect(sent).toHaveLength(1);
      pulls.took();
      pulls.fill();
    }
    expect(sent.map(({ name }) => name)).toEqual(["1", "2"]);
  });

  it("go out anew once the server has ended the last, however late it says so of an older one", () => {
    const { pulls, sent } = start();
    pulls.over("1", false);
    pulls.fill();
    pulls.over("1", false);
    pulls.fill();
    expect(sent.map(({ name }) => name)).toEqual(["1", "2"]);
  });

  it("ask for a message that fits into none of them alone, and go on as before", () => {
    const { pulls, sent } = start();
    pulls.took();
    pulls.over("1", true);
    pulls.fill();
    expect(sent[1]).toHaveProperty("max_bytes");
    pulls.over("2", true);
    pulls.fill();
    expect(sent[2]).toMatchObject({ batch: 1 });
    expect(sent[2]).not.toHaveProperty("max_bytes");
    pulls.took();
    pulls.fill();
    expect(sent[3]).toEqual({ ...sent[1], name: "4" });
  });
});
