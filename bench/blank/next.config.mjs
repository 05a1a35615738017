import { join } from "node:path";

/** @type {import("next").NextConfig} */
const config = {
  // One folder of packages for both: the blank page is of the version that the console is of.
  turbopack: { root: join(import.meta.dirname, "../..") },
  typescript: { ignoreBuildErrors: true },
};

// biome-ignore lint/style/noDefaultExport: Next reads it so.
export default config;
