import type { Step } from "@/lib/server/steps/steps.mjs";
import { describeFailure, findNatsServer } from "./binary";
import { type EmbeddedServer, startEmbedded } from "./embedded";
import { keepAlive } from "./keep-alive";
import { oldestForConsole } from "./pinned";

/** The console's own NATS: found or fetched, started or taken over, and kept alive. */
export type OwnNats = { server: EmbeddedServer; stop(): Promise<void> };

type Options = {
  dataDir: string;
  cacheDir: string;
  step: Step;
  /** One line for each place that was looked at. */
  note: (line: string) => void;
  /** What happens to it later: that it died and was started again. */
  report: (line: string) => void;
  signal: AbortSignal;
};

/** Starts it as one step of the start; undefined when the step has failed and said why. */
export async function startOwnNats(options: Options): Promise<OwnNats | undefined> {
  const { dataDir, cacheDir, step, note, report, signal } = options;
  const found = await findNatsServer({
    want: "newest",
    cacheDir,
    atLeast: oldestForConsole,
    report: ({ source, outcome, detail }) => note(`nats-server, ${source}: ${outcome}, ${detail}`),
    progress: ({ step: doing, doneBytes, totalBytes }) =>
      step.progress(
        doneBytes && totalBytes
          ? `${doing}: ${Math.round((100 * doneBytes) / totalBytes)} %`
          : doing,
      ),
    signal,
  });
  if (signal.aborted) return undefined;
  if (!found.ok) {
    const [why = "", whatToDo = ""] = describeFailure(
      "newest",
      found.tried,
      oldestForConsole,
    ).split("\nWhat to do: ");
    step.fail(why, whatToDo);
    return undefined;
  }
  step.progress(`starting ${found.version}`);
  const started = await startEmbedded({ binary: found, dataDir, report: note, signal });
  if (signal.aborted && !started.ok) return undefined;
  if (!started.ok) {
    step.fail(started.why, started.what);
    return undefined;
  }
  const { server } = started;
  step.done(`${server.version} at ${server.url}${server.adopted ? ", taken over" : ""}`);
  const release = keepAlive(server, { report });
  return {
    server,
    stop: async () => {
      await release();
      await server.stop();
    },
  };
}
