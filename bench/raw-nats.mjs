import { connect } from "node:net";
import { until } from "./answers.mjs";

/** @typedef {{send: (frames: string, isDone: (text: string) => boolean) => Promise<void>, end: () => void}} RawNats */

/**
 * A client that only sends, and waits for the end of each answer: what fills a lab costs little by it.
 * @param {number} port
 * @returns {Promise<RawNats>}
 */
export async function openRawNats(port) {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.on("data", (data) => {
    text += data.toString("latin1");
    // A server asks whenever it likes, also in front of its answer or behind it.
    const rest = text.replace(/PING\r\n/g, "");
    if (rest !== text) socket.write("PONG\r\n");
    text = rest;
  });
  /** @type {RawNats["send"]} */
  const send = async (frames, isDone) => {
    text = "";
    socket.write(frames, "latin1");
    await until("an answer", async () => isDone(text) || undefined);
  };
  await send('CONNECT {"verbose":false,"headers":true,"no_responders":true}\r\nPING\r\n', (said) =>
    said.includes("PONG\r\n"),
  );
  return { send, end: () => socket.destroy() };
}
