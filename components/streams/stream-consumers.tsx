"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { MiddleCut } from "@/components/ui/middle-cut";
import { Section } from "@/components/ui/section";
import { namesQuery } from "@/lib/queries/names";
import { consumerPageAddress } from "@/lib/url/consumer-address";

/** The names of a stream's consumers; each leads to its detail. */
export function StreamConsumers({
  connectionId,
  stream,
}: {
  connectionId: string;
  stream: string;
}) {
  const { data } = useQuery(namesQuery(connectionId));
  const names = data?.consumers.filter((consumer) => consumer.stream === stream) ?? [];
  if (names.length === 0) return null;
  return (
    <Section title="Consumers" note={String(names.length)}>
      <ul className="max-h-56 overflow-y-auto border-line border-t">
        {names.map(({ name }) => (
          <li key={name} className="border-line border-b last:border-b-0">
            <Link
              href={consumerPageAddress(connectionId, stream, name)}
              prefetch={false}
              className="block py-1.5 hover:bg-hover"
            >
              <MiddleCut text={name} />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
