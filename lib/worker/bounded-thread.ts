/** A thread that answers one question after the other; `undefined` where an answer took too long. */
export type BoundedThread<Question, Answer> = {
  ask(question: Question): Promise<Answer | undefined>;
  end(): void;
};

/** Opens the thread; a test brings its own. */
export type OpenThread = () => Pick<Worker, "postMessage" | "terminate" | "onmessage">;

/** A thread says when it is loaded; that one does not come to that is no fault of the question. */
const loadMs = 10_000;

type Opened = { thread: ReturnType<OpenThread>; loaded: Promise<boolean> };

/** Ends the thread when an answer takes too long, and opens another one for the next question: nothing else stops a regular expression. */
export function createBoundedThread<Question, Answer>(
  open: OpenThread,
  patienceMs: number,
): BoundedThread<Question, Answer> {
  let opened: Opened | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const end = () => {
    opened?.thread.terminate();
    opened = undefined;
  };
  const run = async (question: Question) => {
    opened ??= start(open);
    const { thread, loaded } = opened;
    if (!(await loaded)) {
      end();
      return undefined;
    }
    return new Promise<Answer | undefined>((settle) => {
      const late = setTimeout(() => {
        end();
        settle(undefined);
      }, patienceMs);
      thread.onmessage = ({ data }: MessageEvent<Answer>) => {
        clearTimeout(late);
        settle(data);
      };
      thread.postMessage(question);
    });
  };
  return {
    ask(question) {
      const answer = last.then(() => run(question));
      last = answer;
      return answer;
    },
    end,
  };
}

function start(open: OpenThread): Opened {
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
