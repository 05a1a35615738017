import type { ObjectEdit } from "@/lib/model/objects";
import { readJson } from "./json";

/** An object's metadata as it is stored: with what other clients wrote into it, too. */
export type MetadataJson = Record<string, unknown>;

/** What is said of an object that is new. */
export type NewMetadata = ObjectEdit & {
  bucket: string;
  nuid: string;
  sizeBytes: number;
  chunks: number;
  /** Empty for a link. */
  digest: string;
  options: { link?: { bucket: string; name?: string }; max_chunk_size?: number };
};

/** Go writes its zero time: the time of an object is its metadata's own. */
const noTime = "0001-01-01T00:00:00Z";

/** Metadata field by field as Go and the CLI write it. */
export function newMetadata(made: NewMetadata): MetadataJson {
  const { name, bucket, nuid, sizeBytes, chunks, digest, options } = made;
  return {
    name,
    ...wordsOf(made),
    ...{ options, bucket, nuid },
    ...{ size: sizeBytes, mtime: noTime, chunks },
    ...(digest === "" ? {} : { digest }),
  };
}

/** The same object with other words; what is not of the edit stays as it was. */
export function editedMetadata(json: MetadataJson, edit: ObjectEdit): MetadataJson {
  const { name: _name, description: _words, headers: _lines, metadata: _pairs, ...rest } = json;
  return { name: edit.name, ...wordsOf(edit), ...rest, mtime: noTime };
}

/** What is left of an object at its name: a nuid that nothing has, since some clients purge what it names once more. */
export function deletedMetadata(json: MetadataJson, nuid: string): MetadataJson {
  const { digest: _digest, ...rest } = json;
  return { ...rest, nuid, size: 0, mtime: noTime, chunks: 0, digest: "", deleted: true };
}

/** What a message of metadata holds; it was looked at before. */
export function readMetadataJson(data: Uint8Array): MetadataJson {
  const json = readJson(new TextDecoder().decode(data));
  return typeof json === "object" && json !== null ? { ...json } : {};
}

function wordsOf({ description, headers, metadata }: Omit<ObjectEdit, "name">) {
  return {
    ...(description === "" ? {} : { description }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
  };
}
