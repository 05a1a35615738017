import type { TestRow, TestStep } from "@/lib/model/connection-test";
import type { Target } from "@/lib/server/connections/target";
import { formatServerUrl, parseServerUrl, type ServerUrl } from "@/lib/server/dial/url";
import { examineAccount } from "./account-step";
import { examineAddress, type Reached } from "./address";
import { beginExam, type Exam } from "./exam";
import { failed } from "./finding";
import { examineJetStream } from "./jetstream-step";
import { examineMonitoring } from "./monitoring-step";
import { lookAround } from "./surroundings";
import { examineSystem } from "./system-step";

/** Who wants to hear of each row, and when the test is given up. */
export type TestOptions = { signal: AbortSignal; onRow: (row: TestRow) => void };

/**
 * Tests a connection step by step: each address, then once what it leads to. Each row is told as running and once more
 * with what was seen. True when an address works and nothing that is about the whole connection failed.
 */
export async function testConnection(
  target: Target,
  { signal, onRow }: TestOptions,
): Promise<boolean> {
  // A copy: whatever is learned of an address here shall not change how the connection dials.
  const exam = beginExam({ ...target }, lookAround(), signal, onRow);
  const reached: Reached[] = [];
  try {
    for (const url of await readUrls(exam)) {
      const one = await examineAddress(url, exam);
      if (one) reached.push(one);
    }
    await examineWhole(reached, exam);
    return reached.length > 0 && exam.isFlawless({ address: "" }) && !exam.signal.aborted;
  } finally {
    await Promise.allSettled(reached.map(({ nats }) => nats.close()));
    exam.close();
  }
}

async function readUrls(exam: Exam): Promise<ServerUrl[]> {
  const urls = new Map<string, ServerUrl>();
  for (const [index, text] of exam.target.urls.entries()) {
    const parsed = parseServerUrl(text);
    if (parsed.ok) {
      urls.set(formatServerUrl(parsed.url), parsed.url);
      continue;
    }
    // What can't be read is not repeated: a password may stand in it.
    await exam.step({ step: "dns", address: `URL ${index + 1}` }, async () => ({
      finding: failed(`This is no address: ${parsed.why}.`, {
        likely: "The address is mistyped.",
        whatToDo: ["Write nats://, tls://, ws:// or wss://, the host and the port."],
        snippet: { about: "An example", text: "nats://demo.nats.io:4222" },
      }),
    }));
  }
  return [...urls.values()];
}

async function examineWhole(reached: Reached[], exam: Exam): Promise<void> {
  const [first] = reached;
  const at = (step: TestStep) => ({ step, address: "" });
  if (first) {
    const account = await exam.step(at("account"), () => examineAccount(first, exam));
    await exam.step(at("jetstream"), () => examineJetStream(first, account, exam));
    await exam.step(at("system"), (limit) => examineSystem(first, account, exam, limit));
  } else {
    for (const step of ["account", "jetstream", "system"] as const) {
      exam.skip(at(step), "Needs a login first.");
    }
  }
  await exam.step({ ...at("monitoring"), limitMs: 5000 }, (limit) =>
    examineMonitoring(exam, limit),
  );
}
