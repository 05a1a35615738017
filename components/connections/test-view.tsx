"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { buttonLook } from "@/components/ui/button-look";
import { Problem } from "@/components/ui/problem";
import type { ConnectionList } from "@/lib/model/connection";
import { connectionAddress } from "@/lib/url/connections";
import { reasonAgainstTest, reasonOfSource } from "./may-change";
import { TestReport } from "./test-report";
import { useConnectionTest } from "./use-connection-test";
import { ViewHead } from "./view-head";
import { ViewLink } from "./view-link";

/** The test of a connection as it is; opening it starts it. */
export function TestView({ id, list }: { id: string; list: ConnectionList }) {
  const connection = list.connections.find((other) => other.id === id);
  const label = connection?.label ?? id;
  const reason = reasonAgainstTest(list);
  return (
    <>
      <ViewHead title={`Test connection ${label}`}>
        {connection && (
          <>
            {reason === undefined && reasonOfSource(connection) === undefined && (
              <ViewLink to={{ name: "edit", id }} className={buttonLook("plain")}>
                Edit connection
              </ViewLink>
            )}
            <Link href={connectionAddress(id)} prefetch={false} className={buttonLook("plain")}>
              Open connection
            </Link>
          </>
        )}
      </ViewHead>
      {!connection && <Problem words={noSuch(id)} />}
      {connection && reason !== undefined && <Problem calm words={notAllowed(reason)} />}
      {connection && reason === undefined && <RunningTest key={id} id={id} label={label} />}
    </>
  );
}

/** Words for an address that names a connection that is not there. */
export function noSuch(id: string) {
  return {
    title: `There is no connection "${id}"`,
    detail: "It may have been deleted, or the address is mistyped.",
  };
}

function notAllowed(reason: string) {
  return { title: "You can't run this test", detail: reason };
}

function RunningTest({ id, label }: { id: string; label: string }) {
  const { progress, start, cancel } = useConnectionTest();
  const begin = useRef(start);
  useEffect(() => begin.current({ id }), [id]);
  if (!progress) return null;
  return (
    <div className="max-w-3xl">
      <TestReport
        label={label}
        progress={progress}
        onAgain={() => start({ id })}
        onCancel={cancel}
      />
    </div>
  );
}
