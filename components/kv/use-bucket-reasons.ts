"use client";

import { useLinkStatus } from "@/components/shell/use-link-status";
import { serverLacks } from "@/lib/format/server-lacks";
import type { BucketSettings } from "@/lib/model/kv-bucket";
import type { BucketDraft } from "./bucket-draft";

/** Why a field can't be used, by its name. */
export type BucketReasons = Partial<Record<keyof BucketDraft, string>>;

/** By the server that this tab talks to, by what is opened, and by what is typed. */
export function useBucketReasons(
  connectionId: string,
  { draft, opened }: { draft: BucketDraft; opened?: BucketSettings | undefined },
): BucketReasons {
  const status = useLinkStatus(connectionId);
  const version = status.state === "connected" ? status.server.version : undefined;
  return bucketReasons(version, { draft, opened });
}

/** The version is undefined until it is known: then nothing is said of it. */
export function bucketReasons(
  version: string | undefined,
  { draft, opened }: { draft: BucketDraft; opened?: BucketSettings | undefined },
): BucketReasons {
  const isMirror = draft.mirror.trim() !== "";
  return {
    ...(isMirror && ofMirror),
    ...(opened && ofOpened(opened)),
    ...ofVersion(version, { isMirror, opened }),
  };
}

const ofMirror: BucketReasons = {
  sources: "A mirror takes from its origin alone.",
  markerTtl: "A mirror leaves no markers of its own; its origin's come to it.",
};

function ofOpened({ hasKeyTtl, mirror }: BucketSettings): BucketReasons {
  return {
    name: "A name is for good.",
    storage: "It can't be changed. Make another bucket and copy the keys to it.",
    mirror: mirror
      ? "What it mirrors can't be changed."
      : "Only a new bucket can be made a mirror.",
    ...(hasKeyTtl && { hasKeyTtl: "Once it is on it stays on." }),
  };
}

type Wanted = { isMirror: boolean; opened: BucketSettings | undefined };

function ofVersion(version: string | undefined, { isMirror, opened }: Wanted): BucketReasons {
  const [lacks10, lacks11] = [serverLacks(version, "2.10"), serverLacks(version, "2.11")];
  const ofEdit = serverLacks(version, "2.10", "Changed, or put to an end: ");
  const ofMirrors = serverLacks(version, "2.10", "From a mirror: ");
  return {
    ...(lacks10 && { isCompressed: lacks10, metadata: lacks10, sources: lacks10 }),
    ...(opened && ofEdit && allOfRepublish(ofEdit)),
    ...(isMirror && ofMirrors && allOfRepublish(ofMirrors)),
    ...(lacks11 && { hasKeyTtl: lacks11, markerTtl: lacks11 }),
  };
}

function allOfRepublish(reason: string): BucketReasons {
  return { republishSource: reason, republishDestination: reason, headersOnly: reason };
}
