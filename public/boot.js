// The first script of every page. Under Trusted Types a string becomes a script's address only through
// the default policy: Turbopack loads chunks and starts the worker by plain strings. There is no
// createHTML and no createScript, so a string never becomes markup or code.
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
