/** What is kept of a consumer. */
export const seriesOfConsumer = 7;

/**
 * Consumers of streams of ten, the first ones active: messages come in waves, so that lag grows and shrinks; the others
 * stand where they are.
 * @param {{count: number, active: number}} options
 */
export function createConsumers({ count, active }) {
  const random = createRandom(7);
  const rows = Array.from({ length: count }, (_, at) =>
    rowOf(at, { pending: 0, delivered: 1_000_000 + at * 977, held: 0, again: 0, waiting: 1 }),
  );
  const states = Array.from({ length: active }, (_, at) => ({
    ...{ pending: 0, delivered: 1_000_000 + at * 977, held: 0, again: 0, waiting: 1 },
    rate: 5 + random() * 200,
    phase: random() * 6.3,
  }));
  let tick = 0;
  return {
    next() {
      tick++;
      for (const [at, state] of states.entries()) {
        const wave = 1 + 0.4 * Math.sin(tick / 60 + state.phase);
        const came = Math.round(state.rate * 10 * wave * (0.9 + random() / 5));
        const taken = Math.min(state.pending + came, Math.round(state.rate * 10.5));
        state.pending += came - taken;
        state.delivered += taken;
        state.held = Math.round(random() * 20);
        if (random() < 0.02) state.again = Math.round(random() * 5);
        state.waiting = state.pending > 0 ? 0 : 1;
        const lagMs = Math.round((state.pending / state.rate) * 1_000);
        rows[at] = rowOf(at, state, lagMs);
      }
      return [...rows];
    },
  };
}

/**
 * @param {number} at
 * @param {{pending: number, delivered: number, held: number, again: number, waiting: number}} state
 * @returns {import("../lib/model/consumers").ConsumerRow}
 */
function rowOf(at, { pending, delivered, held, again, waiting }, lagMs = 0) {
  const consumerSequence = BigInt(delivered);
  const acked = BigInt(delivered - held);
  // Field by field: what makes the rows is not to take longer than what is measured.
  return {
    stream: `S${Math.floor(at / 10)}`,
    name: `c${at}`,
    createdMs: 1,
    isPull: true,
    isDurable: true,
    filterSubjects: none,
    ackPolicy: "explicit",
    deliverPolicy: "all",
    pending: BigInt(pending),
    ackPending: held,
    redelivered: again,
    waiting,
    delivered: { streamSequence: consumerSequence, consumerSequence },
    ackFloor: { streamSequence: acked, consumerSequence: acked },
    lagMessages: BigInt(pending),
    lagSeconds: lagMs / 1_000,
    unackedSeconds: 0,
    isLagAtLeast: false,
    isUnackedAtLeast: false,
    trendPerSec: null,
    etaSeconds: null,
    inRate: null,
    ackRate: null,
  };
}

/** @type {string[]} */
const none = [];

/** The same numbers in every run. @param {number} seed */
function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
