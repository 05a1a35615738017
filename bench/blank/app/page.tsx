// biome-ignore lint/style/noDefaultExport: Next reads it so.
export default function Blank() {
  return <p>Blank</p>;
}
