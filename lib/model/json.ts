/** What JSON can say, with whole numbers of any size exact. */
export type Json = null | boolean | number | bigint | string | Json[] | { [key: string]: Json };
