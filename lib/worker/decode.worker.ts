import { decode } from "@/lib/format/decode";
import type { DecoderChoice } from "@/lib/format/decoded";

// Only decodes, and is ended from outside when that does not come to an end.

addEventListener(
  "message",
  ({ data }: MessageEvent<{ bytes: Uint8Array; choice: DecoderChoice }>) => {
    // From here on time counts: a busy machine may have let it wait before.
    postMessage("begun");
    void decode(data.bytes, data.choice).then((decoded) => postMessage(decoded));
  },
);

postMessage("ready");
