import type { ObjectInfo } from "@/lib/model/objects";

/** What an object says that it is: by its own header, else by how its name ends. Nobody has looked into it. */
export function objectType(info: ObjectInfo): string {
  if (info.link) return info.link.name === undefined ? "link to a store" : "link";
  return contentType(info) ?? extensionOf(info.name);
}

/** Whether a browser can be given it to draw: pictures of pixels only (T05). */
export function isPicture(info: ObjectInfo): boolean {
  const said = contentType(info);
  return pictures.has(extensionOf(info.name)) || (said !== undefined && pictureTypes.test(said));
}

/** Whether it says that it can be read as text. */
export function isText(info: ObjectInfo): boolean {
  const said = contentType(info);
  return texts.has(extensionOf(info.name)) || (said !== undefined && textTypes.test(said));
}

const pictures = new Set(["png", "jpg", "jpeg", "gif", "webp", "avif"]);
const pictureTypes = /^image\/(png|jpeg|gif|webp|avif)$/i;
const texts = new Set(
  "json jsonl ndjson txt text log md csv tsv xml yaml yml toml ini conf env html css js ts sql sh svg".split(
    " ",
  ),
);
const textTypes = /^text\/|[/+](json|xml|yaml)$/i;

function contentType({ headers }: ObjectInfo): string | undefined {
  const header = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type");
  return header?.[1][0]?.split(";")[0]?.trim() || undefined;
}

/** In lower case and without its dot; empty where there is none. */
function extensionOf(name: string): string {
  return (
    /[^/.]\.(?<extension>[A-Za-z0-9]{1,8})$/.exec(name)?.groups?.extension?.toLowerCase() ?? ""
  );
}
