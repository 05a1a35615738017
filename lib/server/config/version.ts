import manifest from "@/package.json" with { type: "json" };

/** The version of Natsight, as its package says it. */
export const { version } = manifest;
