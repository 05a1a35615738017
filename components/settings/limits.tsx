"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { Format } from "@/lib/format/format";
import type { Limit, LimitGroup } from "@/lib/model/limit";
import { limitsQuery } from "@/lib/queries/limits";

/** What this console bounds, and what happens at each bound. */
export function Limits() {
  const { data, error, isFetching, refetch } = useQuery(limitsQuery());
  return (
    <main className="max-w-4xl px-4 pt-6 pb-16 md:px-6">
      <Link href="/settings" prefetch={false} className="text-accent text-small hover:underline">
        Settings
      </Link>
      <h1 className="mt-1 font-semibold text-title">Limits</h1>
      <p className="mt-1 text-soft">
        What this console bounds, so that no browser and no server can hold the others up.
      </p>
      {error && (
        <div className="mt-6">
          <Problem
            words={describeError(error)}
            action={
              <Button isBusy={isFetching} onClick={() => void refetch()}>
                Try again
              </Button>
            }
          />
        </div>
      )}
      {!data && !error && <Skeleton className="mt-6 h-96 w-full" />}
      {data?.map((group) => (
        <Group key={group.title} group={group} />
      ))}
    </main>
  );
}

function Group({ group: { title, limits } }: { group: LimitGroup }) {
  const format = useFormat();
  return (
    <table className="mt-8 w-full border-line border-t text-left">
      <caption className="pb-2 text-left font-semibold">{title}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Limit</th>
          <th scope="col">Value</th>
          <th scope="col">What happens there</th>
        </tr>
      </thead>
      <tbody>
        {limits.map((limit) => (
          <tr
            key={limit.name}
            className="border-line border-b align-baseline max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:py-2"
          >
            <th scope="row" className="py-2 pr-4 font-normal max-md:py-0 md:w-64">
              {limit.name}
            </th>
            <td className="whitespace-nowrap py-2 pr-6 text-right tabular-nums max-md:py-0 max-md:pr-0 md:w-28">
              {limitText(limit, format)}
            </td>
            <td className="py-2 text-small text-soft max-md:col-span-2 max-md:py-0">
              {limit.words}
              {limit.setBy && (
                <>
                  {" Set by "}
                  <code className="[overflow-wrap:anywhere] font-mono inline-block">
                    {limit.setBy}
                  </code>
                  .
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function limitText({ value, unit }: Limit, format: Format): string {
  switch (unit) {
    case "bytes":
      return format.bytesText(value);
    case "ms":
      // Half a second counts here, which a duration to read leaves out.
      return value < 10_000 ? `${value / 1_000} s` : format.duration(value);
    case "count":
      return format.exact(value);
    case "per-second":
      return `${format.exact(value)}/s`;
  }
}
