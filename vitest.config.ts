import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { chromiumLaunchOptions } from "./scripts/chromium.mjs";

const ignored = ["node_modules/**", "dist/**", ".next/**", ".natsight/**"];

// The long run uses the same files with larger numbers; some of them are for it alone.
const long = process.env.NATSIGHT_TEST_LONG === "1";
const longOnly = long
  ? []
  : ["lib/server/embedded/debian.int.test.ts", "lib/server/collector/consumers-cost.int.test.ts"];

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          sequence: { groupOrder: 0 },
          maxWorkers: 2,
          testTimeout: long ? 1_800_000 : 20_000,
          include: ["**/*.test.{ts,tsx,mjs}"],
          exclude: [...ignored, "**/*.int.test.ts", "**/*.browser.test.tsx"],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          sequence: { groupOrder: 1 },
          include: ["**/*.int.test.ts"],
          exclude: [...ignored, ...longOnly],
          testTimeout: long ? 600_000 : 30_000,
          hookTimeout: 60_000,
          // They wait for servers more than they work.
          maxWorkers: 4,
        },
      },
      {
        extends: true,
        // Found late, a package would make the page reload in the middle of a test.
        optimizeDeps: {
          include: [
            "react",
            "react/jsx-dev-runtime",
            "react-dom/client",
            "vitest-browser-react",
            "recharts",
            "@base-ui/react/autocomplete",
            "@codemirror/commands",
            "@codemirror/lang-json",
            "@codemirror/language",
            "@codemirror/search",
            "@codemirror/state",
            "@codemirror/view",
            "@lezer/highlight",
            "@nats-io/nats-core",
            "@nats-io/nkeys/lib/mod.js",
            "@tanstack/react-query",
            "@tanstack/react-virtual",
            "comlink",
            "lucide-react",
            "nuqs",
            "nuqs/adapters/testing",
            "nuqs/server",
          ],
        },
        test: {
          name: "browser",
          sequence: { groupOrder: 2 },
          include: ["**/*.browser.test.tsx"],
          exclude: ignored,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromiumLaunchOptions() }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
