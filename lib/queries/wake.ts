import { focusManager } from "@tanstack/react-query";

// A page can come back without a word of its visibility: out of the browser's cache, or with the network.
if (typeof window !== "undefined") {
  focusManager.setEventListener((wake) => {
    const hear = () => wake();
    const comings = [
      [document, "visibilitychange"],
      [window, "pageshow"],
      [window, "online"],
    ] as const;
    for (const [target, event] of comings) target.addEventListener(event, hear);
    return () => {
      for (const [target, event] of comings) target.removeEventListener(event, hear);
    };
  });
}
