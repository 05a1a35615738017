import { CliCommand } from "@/components/ui/cli-command";

/** What a bucket is, for whoever has none yet. */
export function NoBuckets() {
  return (
    <div className="grid max-w-prose gap-3 border-line border-t py-6 text-soft">
      <p className="font-medium text-ink">No bucket yet.</p>
      <p>
        A bucket keeps the newest value of each key, and as many earlier ones as its history allows.
        Whoever watches it hears of each change; a write can be made to hold only where nobody else
        was quicker.
      </p>
      <p>
        To NATS it is a stream of the name KV_ and the bucket's: what is here is also among the
        streams.
      </p>
      <div className="text-ink">
        <CliCommand words={["nats", "kv", "add", "settings", "--history=5"]} />
      </div>
    </div>
  );
}
