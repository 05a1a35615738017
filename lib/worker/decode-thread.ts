import { type Decoded, type DecoderChoice, decoderWords } from "@/lib/format/decoded";

/** What decodes apart from the page, one payload after the other. */
export type DecodeThread = {
  decode(bytes: Uint8Array, choice: DecoderChoice): Promise<Decoded>;
};

/** [T42] What a payload may take. */
const patienceMs = 200;
/** What the thread may take to be there, or to get to a payload. */
const loadingMs = 10_000;

/** Opens the thread; a test brings its own. */
export type OpenThread = () => Pick<Worker, "postMessage" | "terminate" | "onmessage" | "onerror">;

type Thread = ReturnType<OpenThread>;

/** Decodes in a thread that is ended when it takes too long: nothing else stops a decoder. */
export function createDecodeThread(openThread: OpenThread): DecodeThread {
  let thread: Promise<Thread> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const run = async (bytes: Uint8Array, choice: DecoderChoice): Promise<Decoded> => {
    const step = choice === "auto" ? "" : decoderWords[choice];
    const asItIs = (why: string): Decoded => ({
      ...{ steps: [], bytes, isCut: false, fault: { step, why } },
    });
    thread ??= load(openThread);
    try {
      const opened = await thread;
      const decoded = await answerOf(opened, { bytes, choice });
      if (decoded) return decoded;
      opened.terminate();
      thread = undefined;
      return asItIs(`it took longer than ${patienceMs} ms, so it was stopped`);
    } catch {
      thread = undefined;
      return asItIs("the part of this page that decodes could not be loaded");
    }
  };
  return {
    decode(bytes, choice) {
      const answer = last.then(() => run(bytes, choice));
      last = answer;
      return answer;
    },
  };
}

function load(openThread: OpenThread): Promise<Thread> {
  const thread = openThread();
  return new Promise((settle, reject) => {
    const fail = () => {
      thread.terminate();
      reject(new Error("It did not load."));
    };
    const late = setTimeout(fail, loadingMs);
    thread.onerror = fail;
    thread.onmessage = () => {
      clearTimeout(late);
      settle(thread);
    };
  });
}

/** Undefined where it took too long, or ended in the middle, as for want of memory. */
function answerOf(thread: Thread, question: unknown): Promise<Decoded | undefined> {
  return new Promise((settle) => {
    const end = (decoded: Decoded | undefined) => {
      clearTimeout(late);
      settle(decoded);
    };
    // One turn later, for an answer that is there already, behind whatever kept this thread busy.
    const giveUp = () => {
      late = setTimeout(() => end(undefined));
    };
    let late = setTimeout(giveUp, loadingMs);
    thread.onerror = () => end(undefined);
    thread.onmessage = ({ data }: MessageEvent<Decoded | "begun">) => {
      if (data !== "begun") {
        end(data);
        return;
      }
      clearTimeout(late);
      late = setTimeout(giveUp, patienceMs);
    };
    thread.postMessage(question);
  });
}

/** The tab's own, made when the first payload wants it. */
export function openDecodeThread(): Thread {
  return new Worker(new URL("./decode.worker.ts", import.meta.url), { name: "decoder" });
}
