"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

/** Browsers draw nothing that is higher than some 33 million pixels: a million rows of 40 are. */
const mostPx = 30_000_000;
/** Rows above and below that are drawn before they come into sight. */
const margin = 12;

type Place = {
  /** The first row to be drawn, and the first that is not. */
  first: number;
  end: number;
  /** How far above their place rows are drawn, where they don't all fit into the height. */
  offsetPx: number;
};

type Facts = { count: number; rowPx: number; headPx: number };

/** Which of any number of rows are in sight, and where they are drawn; more than fit are reached in leaps. */
export function useTallRows(box: RefObject<HTMLElement | null>, facts: Facts) {
  const { count, rowPx } = facts;
  const [place, setPlace] = useState<Place>({ first: 0, end: 48, offsetPx: 0 });
  const last = useRef({ topPx: 0, offsetPx: 0 });
  const now = useRef(facts);
  useLayoutEffect(() => {
    now.current = facts;
  });
  const [look] = useState(() => () => {
    const element = box.current;
    if (!element) return;
    const next = placeOf(element, now.current, last.current);
    last.current = { topPx: element.scrollTop, offsetPx: next.offsetPx };
    setPlace((old) => (isSame(old, next) ? old : next));
  });
  const show = (index: number) => {
    const element = box.current;
    if (!element) return;
    const roomPx = element.clientHeight - facts.headPx;
    const atPx = element.scrollTop + last.current.offsetPx;
    const wantedPx =
      index * rowPx < atPx ? index * rowPx : Math.max(atPx, (index + 1) * rowPx - roomPx);
    if (wantedPx === atPx) return;
    scrollTo(element, wantedPx, facts, last);
    look();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: where rows are many or few, others are in sight.
  useLayoutEffect(look, [look, count, rowPx]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const size = new ResizeObserver(look);
    size.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      size.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [box, look]);
  return {
    first: Math.min(place.first, count),
    end: Math.min(place.end, count),
    heightPx: Math.min(count * rowPx, mostPx),
    topOf: (index: number) => index * rowPx - place.offsetPx,
    show,
    look,
  };
}

function isSame(one: Place, other: Place): boolean {
  return one.first === other.first && one.end === other.end && one.offsetPx === other.offsetPx;
}

/** How much more there is than the box can be scrolled through. */
function surplusOf({ count, rowPx }: Facts): number {
  return Math.max(0, count * rowPx - mostPx);
}

function placeOf(
  element: HTMLElement,
  facts: Facts,
  last: { topPx: number; offsetPx: number },
): Place {
  const { rowPx } = facts;
  const offsetPx = offsetOf(element, facts, last);
  const rows = Math.ceil(element.clientHeight / rowPx / margin) * margin;
  const top = Math.floor((element.scrollTop + offsetPx) / rowPx / margin) * margin;
  return { first: Math.max(0, top - margin), end: top + rows + 2 * margin, offsetPx };
}

/** A wheel moves row by row, also where the scroll bar's way is shorter than the rows are high; the bar itself leaps. */
function offsetOf(
  { scrollTop, scrollHeight, clientHeight }: HTMLElement,
  facts: Facts,
  last: { topPx: number; offsetPx: number },
): number {
  const surplus = surplusOf(facts);
  if (surplus === 0) return 0;
  const wayPx = scrollHeight - clientHeight;
  if (scrollTop <= 0) return 0;
  if (scrollTop >= wayPx - 1) return surplus;
  const isLeap = Math.abs(scrollTop - last.topPx) > 2 * clientHeight;
  return isLeap ? (scrollTop / wayPx) * surplus : Math.min(last.offsetPx, surplus);
}

function scrollTo(
  element: HTMLElement,
  wantedPx: number,
  facts: Facts,
  last: { current: { topPx: number; offsetPx: number } },
): void {
  const surplus = surplusOf(facts);
  const isNear = Math.abs(wantedPx - element.scrollTop - last.current.offsetPx) < 2_000;
  if (surplus === 0 || isNear) {
    element.scrollTop = wantedPx - (surplus === 0 ? 0 : last.current.offsetPx);
    return;
  }
  const wayPx = element.scrollHeight - element.clientHeight;
  element.scrollTop = (wantedPx / (wayPx + surplus)) * wayPx;
  // Said before the box tells of it, so that it is not taken for a leap of its own.
  last.current = { topPx: element.scrollTop, offsetPx: wantedPx - element.scrollTop };
}
