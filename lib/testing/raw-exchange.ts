import { connect } from "node:net";

/** What came back over a bare socket. */
export type RawAnswer = {
  status: number;
  headers: Map<string, string>;
  body: string;
  /** Whether the server closed the socket before the deadline. */
  closed: boolean;
  tookMs: number;
  /** What went wrong with the socket after the answer had begun. */
  error: string | undefined;
};

/** What is sent over a bare socket. */
export type RawRequest = {
  port: number;
  /** Lines of the head, or the text as it is when it holds a blank line. */
  lines: string[];
  body?: string | Buffer;
  /** Leaves out the blank line that ends the head. */
  unfinished?: boolean;
  deadlineMs?: number;
};

/**
 * Sends exactly these bytes and gives what came back: clients repair what an attacker would send. Ends
 * when the server closes, or with the head of a 101.
 */
export function exchange(request: RawRequest): Promise<RawAnswer> {
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const socket = connect(request.port, "127.0.0.1");
    let text = "";
    let failure: string | undefined;
    const finish = (closed: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({
        ...parseAnswer(text),
        closed,
        tookMs: performance.now() - startedMs,
        error: failure,
      });
    };
    const timer = setTimeout(() => finish(false), request.deadlineMs ?? 5000);
    socket.on("connect", () => {
      socket.write(`${request.lines.join("\r\n")}${request.unfinished ? "\r\n" : "\r\n\r\n"}`);
      if (request.body !== undefined) socket.write(request.body);
    });
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (text.startsWith("HTTP/1.1 101") && text.includes("\r\n\r\n")) finish(false);
    });
    socket.on("close", () => finish(true));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      failure = error.code ?? error.message;
      // A reset after an answer is how a server closes on somebody who still sends.
      if (text !== "") return;
      clearTimeout(timer);
      reject(error);
    });
  });
}

function parseAnswer(text: string): Pick<RawAnswer, "status" | "headers" | "body"> {
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [statusLine = "", ...lines] = head.split("\r\n");
  const headers = new Map<string, string>();
  for (const line of lines) {
    const at = line.indexOf(":");
    headers.set(line.slice(0, at).toLowerCase(), line.slice(at + 1).trim());
  }
  return { status: Number(statusLine.split(" ")[1] ?? 0), headers, body: rest.join("\r\n\r\n") };
}
