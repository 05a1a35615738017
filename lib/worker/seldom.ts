const tellEveryMs = 100;

/** Tells often enough for the eye; what comes in between is not told. */
export function seldom<T>(hear: (what: T) => void): (what: T) => void {
  let toldMs = Number.NEGATIVE_INFINITY;
  return (what) => {
    if (performance.now() - toldMs < tellEveryMs) return;
    toldMs = performance.now();
    hear(what);
  };
}
