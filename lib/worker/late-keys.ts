type Keys = typeof import("@nats-io/nkeys");

// nats-core imports its keys whoever needs them; in a browser next.config.ts puts this module in their place.

let keys: Keys | undefined;

/** Fetches what signs a nonce: a fifth of the worker, for direct connections with a seed alone. */
export async function loadKeys(): Promise<void> {
  keys ??= await import("@nats-io/nkeys/lib/mod.js");
}

/** As in nkeys, once they are loaded. @public nats-core calls it */
export const fromSeed: Keys["fromSeed"] = (seed) => loaded().fromSeed(seed);

/** As in nkeys, once they are loaded. @public nats-core calls it */
export const encode: Keys["encode"] = (bytes) => loaded().encode(bytes);

function loaded(): Keys {
  if (!keys) throw new Error("The keys are not loaded.");
  return keys;
}
