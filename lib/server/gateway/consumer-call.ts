import { z } from "zod";
import type { Grant } from "@/lib/roles/grant";
import { apiCallOf } from "./api-call";
import type { SocketConsumers } from "./looking-consumers";

/** What a request does to a consumer for looking, which goes by `stream.name`. */
export type ConsumerCall = { does: "create" | "pull" | "delete"; consumer: string };

/** Undefined for any other request, and for those who may have consumers of any kind. */
export function consumerCallOf(subject: string, grant: Grant): ConsumerCall | undefined {
  if (grant.anyConsumer) return undefined;
  const call = apiCallOf(subject, grant.apiPrefix) ?? "";
  const [, verb = "", consumer = ""] = consumerCall.exec(call) ?? [];
  const does = deeds[verb];
  return does && { does, consumer };
}

/** Counts what a body that was checked asks for; says why there is no room for it. */
export function countConsumer(
  { does, consumer }: ConsumerCall,
  body: unknown,
  consumers: SocketConsumers,
): string | undefined {
  if (does === "create") {
    const { config } = creation.parse(body);
    return consumers.create(consumer, config.inactive_threshold / 1e6);
  }
  const { expires, no_wait: isPoll = false } = pull.parse(body);
  const unbounded = isPoll ? 0 : Number.POSITIVE_INFINITY;
  return consumers.pull(consumer, expires ? expires / 1e6 : unbounded);
}

const consumerCall = /^CONSUMER\.(CREATE|MSG\.NEXT|DELETE)\.([^.]+\.[^.]+)(?:\.|$)/;
const deeds: Record<string, ConsumerCall["does"]> = {
  CREATE: "create",
  "MSG.NEXT": "pull",
  DELETE: "delete",
};
const creation = z.object({ config: z.object({ inactive_threshold: z.number() }) });
const pull = z.object({ expires: z.number().optional(), no_wait: z.boolean().optional() });
