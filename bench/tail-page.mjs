import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { toPattern } from "./tail-lab.mjs";

/** @typedef {import("./receive/receivers.mjs").Taken} Taken */
/** The tail page, and what it shows as received. @typedef {{page: import("./bare-browser.mjs").BarePage, read: () => Promise<Taken>, close: () => Promise<void>}} TailPage */

const tellEveryMs = 20;

/**
 * Opens the tail page on a flow of so many subjects; the publisher is told how much of it the page has taken in.
 * @param {import("./tail-lab.mjs").Lab} lab @param {import("./bare-browser.mjs").BareBrowser} browser @param {number} subjects
 * @returns {Promise<TailPage>}
 */
export async function openTailPage(lab, browser, subjects) {
  const subject = encodeURIComponent(toPattern(subjects));
  const page = await browser.open(`${lab.origin}/c/local/tail?subject=${subject}`);
  const teller = connect(lab.natsPort, "127.0.0.1");
  teller.on("data", (data) => data.includes("PING") && teller.write("PONG\r\n"));
  teller.write('CONNECT {"verbose":false}\r\n');
  let isOver = false;
  /** @returns {Promise<Taken>} */
  const read = () => page.evaluate("taken");
  const tell = async () => {
    for (; !isOver; await pause(tellEveryMs)) {
      const count = String((await read()).count);
      teller.write(`PUB bench.taken ${count.length}\r\n${count}\r\n`);
    }
  };
  let told = Promise.resolve();
  const close = async () => {
    isOver = true;
    await told;
    teller.destroy();
    await page.close();
  };
  try {
    await page.evaluate(`(${watchCount})()`);
  } catch (error) {
    await close();
    throw error;
  }
  told = tell();
  return { page, read, close };
}

/** Runs in the page: notes what it shows as received, and when it did. */
function watchCount() {
  const words = () => document.querySelector('section[aria-label="Counts"]')?.textContent ?? "";
  const state = { count: 0, atMs: 0 };
  const look = () => {
    const count = Number(/^Received([\d,]+)/.exec(words())?.[1]?.replaceAll(",", "") ?? 0);
    if (count !== state.count) Object.assign(state, { count, atMs: performance.now() });
  };
  new MutationObserver(look).observe(document.body, {
    ...{ subtree: true, childList: true, characterData: true },
  });
  Object.assign(globalThis, { taken: state });
  return new Promise((settle) => {
    const wait = () =>
      document.body.textContent?.includes("Listening for") ? settle(true) : setTimeout(wait, 50);
    wait();
  });
}
