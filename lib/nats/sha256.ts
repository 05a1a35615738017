/** A SHA-256 over bytes that come piece by piece; the browser's own wants them all at once. */
export type Sha256 = {
  update(bytes: Uint8Array): void;
  /** The 32 bytes; nothing may be added after. */
  digest(): Uint8Array;
};

/** Begins one. */
export function createSha256(): Sha256 {
  const state = Int32Array.from(initial);
  const schedule = new Int32Array(64);
  const rest = new Uint8Array(blockBytes);
  const restView = new DataView(rest.buffer);
  let restLength = 0;
  let length = 0;

  const update = (bytes: Uint8Array) => {
    length += bytes.length;
    let at = 0;
    if (restLength > 0) {
      at = Math.min(blockBytes - restLength, bytes.length);
      rest.set(bytes.subarray(0, at), restLength);
      restLength += at;
      if (restLength < blockBytes) return;
      compress(state, schedule, restView, 0);
      restLength = 0;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (; at + blockBytes <= bytes.length; at += blockBytes) compress(state, schedule, view, at);
    rest.set(bytes.subarray(at));
    restLength = bytes.length - at;
  };
  return {
    update,
    digest() {
      const bits = BigInt(length) * 8n;
      const padding = new Uint8Array(((119 - (length % blockBytes)) % blockBytes) + 9);
      padding[0] = 0x80;
      new DataView(padding.buffer).setBigUint64(padding.length - 8, bits);
      update(padding);
      const digest = new DataView(new ArrayBuffer(32));
      for (const [at, word] of state.entries()) digest.setInt32(at * 4, word);
      return new Uint8Array(digest.buffer);
    },
  };
}

const blockBytes = 64;

// The hottest loop of a download: plain locals and no allocation make it more than twice as fast.
function compress(state: Int32Array, w: Int32Array, view: DataView, at: number): void {
  fillSchedule(w, view, at);
  let a = state[0] as number;
  let b = state[1] as number;
  let c = state[2] as number;
  let d = state[3] as number;
  let e = state[4] as number;
  let f = state[5] as number;
  let g = state[6] as number;
  let h = state[7] as number;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const choice = (e & f) ^ (~e & g);
    const t1 = (h + s1 + choice + (constants[i] as number) + (w[i] as number)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + s0 + majority) | 0;
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
  state[4] = (state[4] as number) + e;
  state[5] = (state[5] as number) + f;
  state[6] = (state[6] as number) + g;
  state[7] = (state[7] as number) + h;
}

function fillSchedule(w: Int32Array, view: DataView, at: number): void {
  for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + i * 4);
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15] as number;
    const y = w[i - 2] as number;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16] as number) + s0 + (w[i - 7] as number) + s1;
  }
}

/** The first 32 bits behind the point of a root: square ones of the first 8 primes, cubic ones of the first 64. */
const primes = firstPrimes(64);
const initial = primes.slice(0, 8).map((prime) => fractionOf(prime, 2));
const constants = Int32Array.from(primes.map((prime) => fractionOf(prime, 3)));

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime)) found.push(n);
  return found;
}

/** Exact, by whole numbers: the root of n · 2^(32 · degree) without what stands before its last 32 bits. */
function fractionOf(n: number, degree: 2 | 3): number {
  const target = BigInt(n) << BigInt(32 * degree);
  let low = 0n;
  let high = BigInt(n) << 32n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** BigInt(degree) <= target) low = middle;
    else high = middle - 1n;
  }
  return Number(BigInt.asIntN(32, low));
}
