import type { PublishMode } from "@/lib/url/publish";

/** What the page's address holds, or the drawer. */
export type Place = {
  subject: string;
  mode: PublishMode;
  change: (changes: { subject?: string; mode?: PublishMode }) => void;
};
