"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { PayloadView } from "@/components/ui/payload-view";
import { usePreferences } from "@/components/ui/preferences";
import { Skeleton } from "@/components/ui/skeleton";
import type { Decoded, DecoderChoice } from "@/lib/format/decoded";
import { decodedQuery, isWorthDecoding } from "@/lib/queries/decode";
import {
  type DecoderScope,
  keepDecoderChoice,
  readDecoderChoice,
  watchDecoderChoices,
} from "@/lib/queries/decoder-choices";
import { DecoderSelect } from "./decoder-select";

type Props = {
  bytes: Uint8Array;
  /** What a file of it is called. */
  name: string;
  /** Which messages a choice is kept for; without it, it is for this one. */
  scope?: DecoderScope;
  /** A larger one is shown when somebody asks for it; without it, by the reader's preference. */
  limitBytes?: number;
  /** There is a better way to keep it than out of this view. */
  isKeptElsewhere?: boolean;
};

/** A payload, read as what it is recognised as, or as somebody chooses. */
export function Payload({ bytes, name, scope, limitBytes, isKeptElsewhere = false }: Props) {
  const { payloadLimitBytes } = usePreferences();
  const [choice, choose] = useDecoderChoice(scope);
  const isAsked = isWorthDecoding(bytes, choice);
  const { data } = useQuery({ ...decodedQuery(bytes, choice), enabled: isAsked });
  if (isAsked && !data) return <Skeleton className="h-40 w-full" />;
  const { steps, isCut, fault, ...decoded } = (isAsked && data) || asItIs(bytes);
  const isChanged = decoded.bytes !== bytes && steps.length > 0;
  return (
    <div className="grid min-w-0 gap-1">
      {fault && (
        <p role="status" className="text-attention text-small">
          Not decoded{fault.step === "" ? "" : ` as ${fault.step}`}: {fault.why}.
        </p>
      )}
      {isCut && (
        <p className="text-attention text-small">
          The first 4 MiB of what is packed in it; no more is unpacked here.
        </p>
      )}
      <PayloadView
        key={choice}
        bytes={isChanged ? decoded.bytes : bytes}
        name={name}
        limitBytes={limitBytes ?? payloadLimitBytes}
        isKeptElsewhere={isKeptElsewhere}
        startsAs={fault ? "hex" : viewOf(choice)}
        source={isChanged ? { sizeBytes: bytes.length, words: steps.join(" → ") } : undefined}
        aside={<DecoderSelect choice={choice} scope={scope} onChoose={choose} />}
      />
    </div>
  );
}

const nothingKept = (): DecoderChoice => "auto";

function useDecoderChoice(scope: DecoderScope | undefined) {
  const [own, setOwn] = useState<DecoderChoice>("auto");
  const kept = useSyncExternalStore(
    watchDecoderChoices,
    () => (scope ? readDecoderChoice(scope) : "auto"),
    nothingKept,
  );
  const choose = (next: DecoderChoice) => (scope ? keepDecoderChoice(scope, next) : setOwn(next));
  return [scope ? kept : own, choose] as const;
}

function asItIs(bytes: Uint8Array): Decoded {
  return { steps: [], bytes, isCut: false };
}

function viewOf(choice: DecoderChoice): "json" | "text" | "hex" | undefined {
  return choice === "json" || choice === "text" || choice === "hex" ? choice : undefined;
}
