/** What an expression is tried on: messages in one piece, each with the place of its payload and its end. */
export type ExpressionBatch = {
  source: string;
  flags: string;
  bytes: Uint8Array<ArrayBuffer>;
  places: Uint32Array<ArrayBuffer>;
};

/** What tries an expression apart from everything else; `undefined` where it took too long. */
export type ExpressionThread = {
  /** Which messages of the batch it fits, by their places. */
  test(batch: ExpressionBatch): Promise<readonly number[] | undefined>;
  end(): void;
};

/** Opens the thread; a test brings its own. */
export type OpenExpressionThread = () => Pick<Worker, "postMessage" | "terminate" | "onmessage">;

/** [T41] Nothing else stops a regular expression than to end its thread. */
const patienceMs = 100;
/** A thread says when it is loaded; that one does not come to that is no fault of the expression. */
const loadMs = 10_000;

type Opened = { thread: ReturnType<OpenExpressionThread>; loaded: Promise<boolean> };

/** Tries one batch after the other, in a thread that is ended when one takes too long. */
export function createExpressionThread(open: OpenExpressionThread): ExpressionThread {
  let opened: Opened | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const end = () => {
    opened?.thread.terminate();
    opened = undefined;
  };
  const run = async (batch: ExpressionBatch) => {
    opened ??= start(open);
    const { thread, loaded } = opened;
    if (!(await loaded)) {
      end();
      return undefined;
    }
    return new Promise<readonly number[] | undefined>((settle) => {
      const late = setTimeout(() => {
        end();
        settle(undefined);
      }, patienceMs);
      thread.onmessage = ({ data }: MessageEvent<number[]>) => {
        clearTimeout(late);
        settle(data);
      };
      thread.postMessage(batch);
    });
  };
  return {
    test(batch) {
      const answer = last.then(() => run(batch));
      last = answer;
      return answer;
    },
    end,
  };
}

function start(open: OpenExpressionThread): Opened {
  const thread = open();
  const loaded = new Promise<boolean>((settle) => {
    const late = setTimeout(() => settle(false), loadMs);
    thread.onmessage = () => {
      clearTimeout(late);
      settle(true);
    };
  });
  return { thread, loaded };
}
