/** The names of what there is on a connection, for finding it. Buckets and stores are streams too. */
export type Names = {
  streams: string[];
  consumers: { stream: string; name: string }[];
  buckets: string[];
  stores: string[];
};
