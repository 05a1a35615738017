import { parseAsString, parseAsStringLiteral } from "nuqs/server";
import { pageAddress } from "./pages";

/** What is done on the page: publish, ask, or answer. */
export const publishModes = ["publish", "request", "respond"] as const;

/** One of them. */
export type PublishMode = (typeof publishModes)[number];

/** What the address says of the page. */
export const publishParams = {
  subject: parseAsString.withDefault(""),
  mode: parseAsStringLiteral(publishModes).withDefault("publish"),
};

/** The address of the page with a subject. */
export function publishAddress(connectionId: string, mode: PublishMode, subject: string): string {
  const params = new URLSearchParams();
  if (subject !== "") params.set("subject", subject);
  if (mode !== "publish") params.set("mode", mode);
  const query = params.toString();
  return `${pageAddress("publish", connectionId)}${query === "" ? "" : `?${query}`}`;
}
