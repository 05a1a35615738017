import type { NextConfig } from "next";

const config: NextConfig = {
  reactStrictMode: true,
  reactCompiler: true,
  poweredByHeader: false,
  images: { unoptimized: true },
  // `npm test` type-checks with the compiler itself; Next would run a second, slower check.
  typescript: { ignoreBuildErrors: true },
  turbopack: {
    root: import.meta.dirname,
    // What signs with a seed comes to those who sign in with one.
    resolveAlias: { "@nats-io/nkeys": { browser: "./lib/worker/late-keys.ts" } },
  },
};

export default config;
