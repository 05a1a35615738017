import * as z from "zod";
import { readAnswer } from "./console-answer";
import { askConsole } from "./console-request";
import type { DownloadCalls } from "./object-protocol";

const figures = { sentBytes: z.number(), sizeBytes: z.number() };
const status = z.discriminatedUnion("state", [
  z.object({ state: z.literal("unknown") }),
  z.object({ ...figures, state: z.literal("running") }),
  z.object({ ...figures, state: z.literal("done"), digest: z.string() }),
  z.object({
    ...{ ...figures, state: z.literal("failed") },
    reason: z.object({ title: z.string(), detail: z.string(), hint: z.string().exactOptional() }),
  }),
]);

/** What a page asks of the downloads that it has begun; the console answers. */
export function createDownloadCalls(origin: () => string): DownloadCalls {
  const pathOf = (connectionId: string, watch: string) =>
    `/api/c/${encodeURIComponent(connectionId)}/downloads/${encodeURIComponent(watch)}`;
  return {
    async getDownload(connectionId, watch) {
      const answer = await askConsole(origin(), {
        ...{ method: "GET", path: pathOf(connectionId, watch) },
        otherwise: "How far the download is could not be read",
      });
      return readAnswer(answer, status, "How far the download is");
    },
    async cancelDownload(connectionId, watch) {
      const answer = await askConsole(origin(), {
        ...{ method: "DELETE", path: pathOf(connectionId, watch) },
        otherwise: "The download was not cancelled",
      });
      return answer.ok ? { ok: true, value: null } : answer;
    },
  };
}
