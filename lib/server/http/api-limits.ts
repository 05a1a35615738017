import { Hono } from "hono";
import type { GatewayLimits } from "@/lib/server/gateway/limits";
import type { HistorySettings } from "@/lib/server/history/settings";
import { sayNo } from "./api-answer";
import { tellLimits } from "./limits-told";

/** What this console bounds, as it was started. */
export function createLimitsApi(given: Partial<GatewayLimits>, history: HistorySettings): Hono {
  const api = new Hono();
  api.get("/api/limits", (c) => {
    if (Object.keys(c.req.queries()).length > 0) {
      return sayNo(c, 400, { title: "This address takes no parameters." });
    }
    return c.json({ groups: tellLimits(given, history) });
  });
  return api;
}
