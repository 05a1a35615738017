import { z } from "zod";
import { printable } from "@/lib/format/printable";
import { maxReportChars, reportBurst, reportRefillMs } from "./limits";
import type { Log } from "./log";

// What a browser says was violated: by report-uri, or a list by the Reporting API.
const oldReport = z.object({
  "csp-report": z.object({
    "effective-directive": z.string().optional(),
    "violated-directive": z.string().optional(),
    "blocked-uri": z.string().optional(),
    "document-uri": z.string().optional(),
    "source-file": z.string().optional(),
    "line-number": z.number().optional(),
  }),
});
const newReport = z.object({
  type: z.literal("csp-violation"),
  body: z.object({
    effectiveDirective: z.string().optional(),
    blockedURL: z.string().optional(),
    documentURL: z.string().optional(),
    sourceFile: z.string().nullish(),
    lineNumber: z.number().nullish(),
  }),
});

/** Takes the text of a report; false when there were too many lately. */
export type CspReports = { take(text: string): "logged" | "unreadable" | "too-many" };

/**
 * Writes policy violations to the log. Anybody on the page can send what they like, so a report is
 * stripped, cut and limited in rate, and what was not written is counted.
 */
export function createCspReports(log: Log, nowMs: () => number): CspReports {
  let tokens = reportBurst;
  let filledMs = nowMs();
  let dropped = 0;
  return {
    take(text) {
      const refill = Math.floor((nowMs() - filledMs) / reportRefillMs);
      tokens = Math.min(reportBurst, tokens + refill);
      filledMs += refill * reportRefillMs;
      if (tokens < 1) {
        dropped++;
        return "too-many";
      }
      const lines = readReports(text);
      if (lines.length === 0) return "unreadable";
      for (const line of lines.slice(0, tokens)) log("warn", `${line}${sayDropped(dropped)}`);
      dropped = Math.max(0, lines.length - tokens);
      tokens = Math.max(0, tokens - lines.length);
      return "logged";
    },
  };
}

/** One line for each violation that a report names, safe to print. */
export function readReports(text: string): string[] {
  const json = parseJson(text);
  const old = oldReport.safeParse(json);
  if (old.success) {
    const report = old.data["csp-report"];
    const directive = report["effective-directive"] ?? report["violated-directive"];
    const place = formatPlace(report["source-file"], report["line-number"]);
    return [formatLine(directive, report["blocked-uri"], report["document-uri"], place)];
  }
  return (Array.isArray(json) ? json : [json])
    .map((entry) => newReport.safeParse(entry))
    .flatMap((parsed) => (parsed.success ? [parsed.data.body] : []))
    .map((body) =>
      formatLine(
        body.effectiveDirective,
        body.blockedURL,
        body.documentURL,
        formatPlace(body.sourceFile, body.lineNumber),
      ),
    );
}

function formatLine(
  directive: string | undefined,
  blocked: string | undefined,
  page: string | undefined,
  place: string,
): string {
  const line = `content security policy: ${directive ?? "something"} stopped ${blocked ?? "something"} on ${page ?? "a page"}${place}`;
  return printable(line).slice(0, maxReportChars);
}

function formatPlace(file: string | null | undefined, line: number | null | undefined): string {
  return file ? ` (${file}:${line ?? 0})` : "";
}

function sayDropped(count: number): string {
  return count === 0 ? "" : ` (${count} reports before this one were not written)`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
