// The first script of every page, and a classic one: nothing is drawn before it has run.
//
// Under Trusted Types a string becomes a script's address only through the default policy: Turbopack loads
// chunks and starts the worker by plain strings. There is no createHTML and no createScript, so a string
// never becomes markup or code.
(() => {
  // Libraries that insert a <style> put this nonce on it.
  globalThis.__webpack_nonce__ = document.currentScript?.nonce;

  globalThis.trustedTypes?.createPolicy("default", {
    createScriptURL(address) {
      const url = new URL(address, location.origin);
      if (url.origin === location.origin && url.pathname.startsWith("/_next/static/")) {
        // Without the origin: Turbopack knows a chunk that has come by the path of its script's address.
        return url.pathname + url.search + url.hash;
      }
      throw new TypeError(`Not a script of this site: ${address}`);
    },
  });
})();

// What is preferred in this browser (lib/preferences), before the first paint: no page flashes in another theme.
(() => {
  const kept = readKept();
  const look = {
    theme: ["system", "light", "dark"],
    density: ["comfortable", "compact"],
    motion: ["system", "reduced"],
  };
  for (const [name, choices] of Object.entries(look)) {
    document.documentElement.dataset[name] = choices.includes(kept[name]) ? kept[name] : choices[0];
  }

  // The console answers / with an overview and this mark, since only the browser knows what is preferred.
  if (location.hash !== "#start") return;
  if (kept.startPage === "connections") location.replace("/connections");
  else history.replaceState(history.state, "", location.pathname + location.search);

  function readKept() {
    try {
      const kept = JSON.parse(localStorage.getItem("natsight.preferences") ?? "");
      return kept?.version === 1 ? kept : {};
    } catch {
      return {};
    }
  }
})();
