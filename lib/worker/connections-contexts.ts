import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import { readAnswer } from "./console-answer";
import { askConsole } from "./console-request";
import type { FoundContexts } from "./protocol";

const text = z.string();
const listSchema = z
  .object({
    folder: text,
    contexts: z.array(
      z.object({
        name: text,
        description: text,
        address: text,
        auth: z.enum(["none", "user", "token", "nkey", "creds", "jwt"]),
        isSelected: z.boolean(),
        problem: z.object({ why: text, what: text }).optional(),
      }),
    ),
  })
  .transform(
    ({ folder, contexts }): FoundContexts => ({
      folder,
      contexts: contexts.map((context) => ({ ...context, problem: context.problem })),
    }),
  );
const idSchema = z.object({ id: text });

/** The nats CLI's contexts on the console's machine. */
export async function listContexts(origin: string): Promise<Reading<FoundContexts>> {
  const answer = await askConsole(origin, {
    method: "GET",
    path: "/api/contexts",
    otherwise: "The contexts could not be read",
  });
  return readAnswer(answer, listSchema, "The list of contexts");
}

/** Saves a context as a connection of the console's own. */
export async function importContext(
  origin: string,
  name: string,
): Promise<Reading<{ id: string }>> {
  const answer = await askConsole(origin, {
    method: "POST",
    path: `/api/contexts/${encodeURIComponent(name)}/import`,
    otherwise: `The context "${name}" was not imported`,
  });
  return readAnswer(answer, idSchema, "What was imported");
}
