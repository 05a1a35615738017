import { showControls } from "@/lib/format/payload";

type Props = {
  /** Names of links to the object. */
  links: readonly string[];
  /** "lead nowhere then": what becomes of them. */
  fate: string;
};

/** More are counted. */
const mostNamed = 10;

/** The links to an object that would be left behind by what is done to it. */
export function LinksHere({ links, fate }: Props) {
  if (links.length === 0) return null;
  const more = links.length - mostNamed;
  return (
    <div className="text-attention">
      <p>
        {links.length === 1
          ? `One link to it would ${fate}:`
          : `${links.length} links to it would ${fate}:`}
      </p>
      <ul className="mt-1 grid list-disc gap-1 pl-5">
        {links.slice(0, mostNamed).map((name) => (
          <li key={name} className="break-words font-mono text-small">
            {showControls(name)}
          </li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
    </div>
  );
}
