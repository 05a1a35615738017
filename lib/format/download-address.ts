/** Which object's bytes the console's server is to send. */
export type DownloadPlace = { connectionId: string; bucket: string; name: string };

/** What the address of a download says beyond its connection, which the router knows. */
export type DownloadAddress = {
  bucket: string;
  name: string;
  /** By this its page asks how far it is. */
  watch: string | undefined;
};

/** Where an object is downloaded from; a name that a path can't hold stands behind the question mark. */
export function formatDownloadAddress(place: DownloadPlace, watch?: string): string {
  const { connectionId, bucket } = place;
  // Halves of characters have no UTF-8; NATS has these in their place, too.
  const name = place.name.replace(/\p{Cs}/gu, "\ufffd");
  const steps = name.split("/");
  const isPath = steps.every((step) => !/^\.{0,2}$|[\p{Cc}\\]/u.test(step));
  const store = `/api/c/${encodeURIComponent(connectionId)}/objects/${encodeURIComponent(bucket)}`;
  const query = [
    ...(isPath ? [] : [`name=${encodeURIComponent(name)}`]),
    ...(watch === undefined ? [] : [`watch=${watch}`]),
  ].join("&");
  const path = isPath ? `${store}/${steps.map(encodeURIComponent).join("/")}` : store;
  return query === "" ? path : `${path}?${query}`;
}

/** Reads such an address, whose connection's part may be anything; or says what is wrong with it. */
export function parseDownloadAddress(
  url: string,
): { ok: true; value: DownloadAddress } | { ok: false; why: string } {
  const { pathname, searchParams } = new URL(url);
  const no = (why: string) => ({ ok: false as const, why });
  const [bucket = "", ...steps] = pathname.split("/").slice(5).map(decodeURIComponent);
  const keys = [...searchParams.keys()];
  const unknown = keys.find((key) => key !== "name" && key !== "watch");
  if (unknown !== undefined) return no(`See ${unknown}.`);
  if (new Set(keys).size !== keys.length) return no("One parameter stands twice.");
  const inPath = steps.join("/");
  const inQuery = searchParams.get("name") ?? "";
  if (inPath !== "" && inQuery !== "") return no("It has two names.");
  if (inPath === "" && inQuery === "") return no("It has no name.");
  const watch = searchParams.get("watch") ?? undefined;
  if (watch !== undefined && !isWatch(watch)) return no("See watch.");
  return { ok: true, value: { bucket, name: inPath || inQuery, watch } };
}

/** True for an id that a page may give its download. */
export function isWatch(id: string): boolean {
  return /^[0-9A-Za-z]{16,64}$/.test(id);
}
