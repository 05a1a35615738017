import { readPreferences, watchPreferences } from "./preferences";

/** Keeps the page's look as it is preferred, until the returned function is called; `boot.js` began with it. */
export function followLook(): () => void {
  show();
  return watchPreferences(show);
}

function show(): void {
  const { theme, density, motion } = readPreferences();
  Object.assign(document.documentElement.dataset, { theme, density, motion });
}
