import { describe, expect, it } from "vitest";
import { readPlaywright, readVitest } from "./reports.mjs";
import { project } from "./run.mjs";

describe("what a run says at its end", () => {
  it("names each test that failed, and files that failed as a whole", () => {
    const outcome = readVitest({
      numPassedTests: 2,
      testResults: [
        {
          name: `${project}lib/a.test.ts`,
          status: "failed",
          message: "",
          assertionResults: [
            { status: "passed", fullName: "a holds", failureMessages: [] },
            {
              status: "failed",
              fullName: "a breaks",
              failureMessages: ["\u001b[31mno\u001b[0m\nat x"],
            },
          ],
        },
        {
          name: `${project}lib/b.test.ts`,
          status: "failed",
          message: "\nno server",
          assertionResults: [],
        },
        {
          name: `${project}lib/c.test.ts`,
          status: "passed",
          message: "",
          assertionResults: [
            { status: "passed", fullName: "c holds", failureMessages: [] },
            { status: "pending", fullName: "c never begins", failureMessages: [] },
          ],
        },
      ],
    });
    expect(outcome.passed).toBe(2);
    expect(outcome.failed).toEqual([
      { file: "lib/a.test.ts", title: "a breaks", why: "no" },
      { file: "lib/b.test.ts", title: "the file", why: "no server" },
      { file: "lib/c.test.ts", title: "the file", why: "it ended before all its tests had" },
    ]);
  });

  it("counts what passed the second time, and names it as unsteady", () => {
    const spec = (/** @type {string} */ title, /** @type {string} */ status) => ({
      ...{ file: "a.spec.ts", title },
      tests: [{ status, results: [{ error: { message: "late" } }, {}] }],
    });
    const outcome = readPlaywright({
      stats: { expected: 3 },
      suites: [{ specs: [spec("one", "flaky")], suites: [{ specs: [spec("two", "unexpected")] }] }],
    });
    expect(outcome.passed).toBe(4);
    expect(outcome.unsteady).toEqual([{ file: "e2e/a.spec.ts", title: "one", why: "late" }]);
    expect(outcome.failed).toEqual([{ file: "e2e/a.spec.ts", title: "two", why: "late" }]);
  });
});
