type Stream = {
  name: string;
  mirrorOf?: string;
  isMirrorOfElsewhere?: boolean;
  sources?: string[];
};

/** What of this account lives on a stream, in sentences; buckets and object stores are called what they are. */
export function dependents(stream: string, streams: readonly Stream[]): string[] {
  const ofHere = streams.filter(({ isMirrorOfElsewhere }) => !isMirrorOfElsewhere);
  const mirrors = ofHere.filter(({ mirrorOf }) => mirrorOf === stream);
  const takers = streams.filter(({ sources }) => sources?.includes(stream));
  return [
    ...mirrors.map(({ name }) => `${inWords(name)} mirrors it, and gets nothing new any more.`),
    ...takers.map(({ name }) => `${inWords(name)} takes from it, and gets nothing new any more.`),
  ];
}

function inWords(stream: string): string {
  if (stream.startsWith("KV_")) return `Bucket ${stream.slice(3)}`;
  return stream.startsWith("OBJ_") ? `Object store ${stream.slice(4)}` : `Stream ${stream}`;
}
