import type { ExpressionBatch } from "./expression-thread";
import { tryExpression } from "./expression-try";

// Only tries expressions, and is ended from outside when one does not come to an end.

addEventListener("message", ({ data }: MessageEvent<ExpressionBatch>) => {
  postMessage(tryExpression(data));
});
postMessage("loaded");
