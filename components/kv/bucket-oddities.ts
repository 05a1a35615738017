import type { BucketOddity } from "@/lib/model/kv-bucket";

/** What sets a bucket apart from those that clients make: in a word, and in a sentence. */
export const oddityWords: Record<BucketOddity, { word: string; exact: string }> = {
  workqueue: {
    word: "work queue",
    exact: "Its stream is a work queue: a value goes once a consumer has acknowledged it.",
  },
  interest: {
    word: "interest",
    exact:
      "Its stream keeps by interest: a value goes once all its consumers have acknowledged it.",
  },
  subjects: {
    word: "other subjects",
    exact: "Its stream does not take just the subjects of its keys, as a bucket's does.",
  },
  "mirror-of-stream": {
    word: "mirror of a stream",
    exact: "It mirrors a stream that is no bucket.",
  },
  sealed: { word: "sealed", exact: "Its stream is sealed: nothing is written to it any more." },
};
