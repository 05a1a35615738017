import Link from "next/link";
import { pageAddress } from "@/lib/url/pages";
import { Mark } from "./mark";

type Props = { connectionId: string | undefined; isNarrow: boolean; className: string };

/** A connection's own overview; without one, only the server knows where the start page leads. */
export function Home({ connectionId, isNarrow, className }: Props) {
  const look = `flex items-center gap-2 font-semibold ${className}`;
  const face = (
    <>
      <Mark />
      <span className={isNarrow ? "sr-only" : ""}>Natsight</span>
    </>
  );
  return connectionId === undefined ? (
    <a href="/" className={look}>
      {face}
    </a>
  ) : (
    <Link href={pageAddress("overview", connectionId)} prefetch={false} className={look}>
      {face}
    </Link>
  );
}
