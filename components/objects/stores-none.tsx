import { CliCommand } from "@/components/ui/cli-command";

/** What an object store is, for whoever has none yet. */
export function NoStores() {
  return (
    <div className="grid max-w-prose gap-3 border-line border-t py-6 text-soft">
      <p className="font-medium text-ink">No object store yet.</p>
      <p>
        An object store keeps files of any size under names: each is cut into chunks, stored with
        its SHA-256, and put together again when it is read.
      </p>
      <p>
        To NATS it is a stream of the name OBJ_ and the store's: what is here is also among the
        streams.
      </p>
      <div className="text-ink">
        <CliCommand words={["nats", "object", "add", "invoices"]} />
      </div>
    </div>
  );
}
