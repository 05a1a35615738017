import { parseAsNativeArrayOf, parseAsString } from "nuqs/server";

/** What the address says of columns that are picked from payloads: `col` for each, in order. */
export const messageColumnsParams = { col: parseAsNativeArrayOf(parseAsString) };
