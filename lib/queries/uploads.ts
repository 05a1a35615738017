import type { Upload } from "@/lib/model/uploads";
import { readObjectInfo } from "./object-one";
import { startUpload } from "./object-transfers";
import { createUploadQueue } from "./uploads-queue";
import { showUploads } from "./uploads-shown";

/** The uploads of this tab, not of a page: what was begun goes on wherever somebody looks meanwhile. */
export const uploads = createUploadQueue({
  look: ({ connectionId, bucket, name }) => readObjectInfo(connectionId, bucket, name),
  send({ connectionId, bucket, name, file, over }, hear) {
    const { description, headers, metadata } = over?.keepsWords ? over.there : wordless;
    const words = { description, headers, metadata };
    const replaces = over?.there.revision;
    const what = { connectionId, bucket, name, file, ...words };
    return startUpload({ ...what, chunkBytes: undefined, replaces }, hear);
  },
});

const wordless = { description: "", headers: {}, metadata: {} };

/** Begins to upload files, each under its name, and has the page tell of it. */
export function startUploads(
  place: Pick<Upload, "connectionId" | "bucket">,
  files: readonly { file: File; name: string }[],
): void {
  showUploads();
  uploads.start(place, files);
}
