import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import type { LimitGroup } from "@/lib/model/limit";
import { readAnswer } from "./console-answer";
import { askConsole } from "./console-request";

const schema = z.object({
  groups: z.array(
    z.object({
      title: z.string(),
      limits: z.array(
        z.object({
          name: z.string(),
          value: z.number(),
          unit: z.enum(["bytes", "ms", "count", "per-second"]),
          words: z.string(),
          setBy: z.string().optional(),
        }),
      ),
    }),
  ),
});

/** The bounds of the console. */
export async function getLimits(origin: string): Promise<Reading<LimitGroup[]>> {
  const answer = await askConsole(origin, {
    ...{ method: "GET", path: "/api/limits", otherwise: "The limits could not be read" },
  });
  const read = await readAnswer(answer, schema, "The limits");
  return read.ok ? { ok: true, value: read.value.groups } : read;
}
