import type { Metadata } from "next";
import localFont from "next/font/local";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { UploadsPlace } from "@/components/objects/uploads-place";
import { Providers } from "@/components/shell/providers";
import "./globals.css";

export const metadata: Metadata = {
  description: "Web console for NATS",
  icons: { icon: "/icon.svg" },
};

// Each answer carries a nonce of its own, so no page can be made ahead of time.
export const dynamic = "force-dynamic";

const inter = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  variable: "--font-inter",
  weight: "100 900",
});

const jetbrains = localFont({
  src: "../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2",
  variable: "--font-jetbrains",
  weight: "100 800",
  preload: false,
});

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    // boot.js has put the preferred look on it before React looks.
    <html lang="en" className={`${inter.variable} ${jetbrains.variable}`} suppressHydrationWarning>
      <head>
        {/* Before every other script: it makes the Trusted Types policy that those run under. */}
        <script nonce={nonce} src="/boot.js" />
      </head>
      <body>
        <noscript>Natsight draws its pages with JavaScript, which is off here.</noscript>
        <Providers>
          {children}
          <UploadsPlace />
        </Providers>
      </body>
    </html>
  );
}
