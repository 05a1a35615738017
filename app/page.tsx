import { redirect } from "next/navigation";

/** The default connection's overview. */
export default function Home() {
  redirect("/c/local");
}
