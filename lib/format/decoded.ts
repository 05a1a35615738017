/** What a payload can be read as, by hand; `deflate` with zlib's head or without. */
export const decoderNames = [
  "json",
  "text",
  "hex",
  "gzip",
  "deflate",
  "zstd",
  "base64",
  "msgpack",
  "cbor",
  "protobuf",
] as const;

/** One of them. */
export type DecoderName = (typeof decoderNames)[number];

/** One of them, or what the bytes themselves say. */
export type DecoderChoice = DecoderName | "auto";

/** How each is called. */
export const decoderWords: Readonly<Record<DecoderName, string>> = {
  json: "JSON",
  text: "text",
  hex: "hex",
  gzip: "gzip",
  deflate: "deflate",
  zstd: "zstd",
  base64: "base64",
  msgpack: "MessagePack",
  cbor: "CBOR",
  protobuf: "Protobuf",
};

/** What came of decoding. */
export type Decoded = {
  /** Each step in words, outermost first: base64, gzip, JSON. None where nothing was recognised. */
  steps: string[];
  /** After the last step that worked; what has a structure is written as JSON. */
  bytes: Uint8Array;
  /** There is more than what may come out. */
  isCut: boolean;
  /** The step is empty where it is not known which one it was. */
  fault?: { step: string; why: string };
};
