/** [T42] What a decoder may take and give; beyond, a payload stays as it is. */
export const decodeLimits = {
  inputBytes: 1_024 * 1_024,
  outputBytes: 4 * 1_024 * 1_024,
  /** Of values inside values. */
  depth: 64,
  values: 100_000,
  /** Of base64 inside gzip inside … */
  steps: 4,
} as const;
