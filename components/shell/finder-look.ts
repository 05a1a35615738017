/** The field of a finder, also while the rest of it is on its way. */
export const finderInput =
  "block h-11 w-full border-line border-b bg-transparent px-3.5 outline-none placeholder:text-soft focus:border-accent";
