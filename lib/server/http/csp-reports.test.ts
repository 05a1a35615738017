import { expect, test } from "vitest";
import { createCspReports, readReports } from "./csp-reports";
import { maxReportChars, reportBurst, reportRefillMs } from "./limits";

const report = (blocked: string) =>
  JSON.stringify({
    "csp-report": {
      "effective-directive": "script-src-elem",
      "blocked-uri": blocked,
      "document-uri": "http://127.0.0.1:3222/c/local",
      "source-file": "http://127.0.0.1:3222/a.js",
      "line-number": 7,
    },
  });

test("a report becomes one line of what was stopped where", () => {
  expect(readReports(report("inline"))).toEqual([
    "content security policy: script-src-elem stopped inline on http://127.0.0.1:3222/c/local (http://127.0.0.1:3222/a.js:7)",
  ]);
});

test("a list by the Reporting API becomes a line each", () => {
  const body = { effectiveDirective: "style-src", blockedURL: "inline", documentURL: "/c/local" };
  const list = [
    { type: "csp-violation", body },
    { type: "deprecation", body: {} },
    { type: "csp-violation", body },
  ];
  expect(readReports(JSON.stringify(list))).toEqual([
    "content security policy: style-src stopped inline on /c/local",
    "content security policy: style-src stopped inline on /c/local",
  ]);
});

test.each([
  "",
  "no JSON",
  "null",
  "7",
  "[]",
  "{}",
  '{"csp-report":7}',
  '{"csp-report":{"blocked-uri":7}}',
])("%j is no report", (text) => {
  expect(readReports(text)).toEqual([]);
});

test("a line holds no control, bidirectional or line characters and has an end", () => {
  const [line = ""] = readReports(
    report(`a\n\r\u001b[31m\u0007\u009b\u202e\u2028${"b".repeat(9999)}`),
  );
  expect(line).toHaveLength(maxReportChars);
  expect(line).toContain("stopped a[31mbbb");
});

test("reports beyond the rate are counted and not written", () => {
  let nowMs = 0;
  const lines: string[] = [];
  const reports = createCspReports(
    (_level, message) => lines.push(message),
    () => nowMs,
  );
  for (let n = 0; n < reportBurst; n++) expect(reports.take(report("x"))).toBe("logged");
  for (let n = 0; n < 3; n++) expect(reports.take(report("x"))).toBe("too-many");
  expect(lines).toHaveLength(reportBurst);

  nowMs += reportRefillMs;
  expect(reports.take(report("x"))).toBe("logged");
  expect(reports.take(report("x"))).toBe("too-many");
  expect(lines.at(-1)).toContain("(3 reports before this one were not written)");
});

test("one long list is no way around the rate", () => {
  const lines: string[] = [];
  const reports = createCspReports(
    (_level, message) => lines.push(message),
    () => 0,
  );
  const body = { effectiveDirective: "style-src" };
  const list = Array.from({ length: 500 }, () => ({ type: "csp-violation", body }));
  reports.take(JSON.stringify(list));
  expect(lines).toHaveLength(reportBurst);
});
