"use client";

import Link from "next/link";
import { useState } from "react";
import { Behaviour } from "./behaviour";
import { Look } from "./look";
import { NumbersAndTimes } from "./numbers-and-times";
import { ResetPreferences } from "./reset-preferences";

/** What one person prefers; each choice holds at once and is kept in this browser. */
export function Settings() {
  const [resets, setResets] = useState(0);
  return (
    <main className="max-w-3xl px-4 pt-6 pb-16 md:px-6">
      <h1 className="font-semibold text-title">Settings</h1>
      <p className="mt-1 text-soft">
        What you prefer. Every choice holds at once, and is kept in this browser only. What this
        console bounds stands under{" "}
        <Link href="/settings/limits" prefetch={false} className="text-accent hover:underline">
          Limits
        </Link>
        .
      </p>
      <Look />
      <NumbersAndTimes />
      {/* Begun anew, it forgets what was half typed. */}
      <Behaviour key={resets} />
      <ResetPreferences onReset={() => setResets((before) => before + 1)} />
    </main>
  );
}
