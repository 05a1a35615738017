import { connect } from "node:net";
import { toPublishes, toSubjects } from "./wire.mjs";

// Publishes one busy subject, or a thousand in turn, until it is ended, never further ahead of its reader than a window: a
// publisher that does not wait is held up by nats-server at will, and the reader cut off. Or it publishes so many, and stays.

const [
  port,
  sizeBytes = 0,
  subjects = 1,
  windowMessages = 50_000,
  most = Number.POSITIVE_INFINITY,
] = process.argv.slice(2).map(Number);
const chunkMessages = Math.max(250, subjects);
const chunk = Buffer.concat(
  toSubjects(subjects).map((subject) => toPublishes(subject, sizeBytes, chunkMessages / subjects)),
);

const socket = connect(port ?? 0, "127.0.0.1");
let published = 0;
let taken = 0;
let text = "";

socket.setNoDelay(true);
socket.write('CONNECT {"verbose":false}\r\nSUB bench.taken 1\r\n');
publish();
socket.on("data", (data) => {
  text += data.toString("latin1");
  const lines = text.split("\r\n");
  text = lines.pop() ?? "";
  for (const line of lines) {
    if (/^\d+$/.test(line)) taken = Number(line);
    else if (line === "PING") socket.write("PONG\r\n");
  }
  publish();
});
socket.once("close", () => process.exit(1));
process.on("SIGTERM", () => process.exit(0));

function publish() {
  while (published - taken < windowMessages && published < most) {
    socket.write(chunk);
    published += chunkMessages;
  }
}
