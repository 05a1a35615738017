export default function Home() {
  return <main>Natsight</main>;
}
