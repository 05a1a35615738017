// Only tries expressions, and is ended from outside when one does not come to an end.

addEventListener("message", ({ data }: MessageEvent<{ source: string; texts: string[] }>) => {
  const expression = new RegExp(data.source, "u");
  postMessage(data.texts.map((text) => expression.test(text)));
});
postMessage("loaded");
