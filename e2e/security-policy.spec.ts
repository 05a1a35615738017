import type { Page } from "@playwright/test";
import { expect } from "./fixtures";
import { test } from "./security-other-site";

const overview = "/c/local";

test.describe("policy", () => {
  test("the overview and its worker run without a violation", async ({ page, network }) => {
    await watchViolations(page);
    const worker = page.waitForEvent("worker");
    // The worker opens it: seen here, a worker's socket to elsewhere would be seen too.
    const socket = page.waitForEvent("websocket");
    await page.goto(overview);
    await worker;
    expect(new URL((await socket).url()).pathname).toBe("/gateway/local");
    await expect(page.getByRole("main")).toBeVisible();
    expect(await violationsOf(page)).toEqual([]);
    expect(network.violations).toEqual([]);
  });

  test("a string becomes neither markup nor code nor a script's address", async ({
    page,
    network,
  }) => {
    await page.goto(overview);
    const tried = await page.evaluate(() => {
      const attempts: Record<string, () => unknown> = {
        innerHTML: () => {
          document.createElement("div").innerHTML = "<b>x</b>";
        },
        insertAdjacentHTML: () => document.body.insertAdjacentHTML("beforeend", "<b>x</b>"),
        scriptText: () => {
          document.createElement("script").text = "1";
        },
        foreignScript: () => {
          document.createElement("script").src = "https://evil.example/_next/static/a.js";
        },
        dataScript: () => {
          document.createElement("script").src = "data:text/javascript,1";
        },
        publicScript: () => {
          document.createElement("script").src = "/api/health";
        },
        dotScript: () => {
          document.createElement("script").src = "/_next/static/../../api/health";
        },
        blobWorker: () => new Worker(URL.createObjectURL(new Blob(["1"]))),
        policy: () => Reflect.get(window, "trustedTypes").createPolicy("mine", {}),
        hashedScript: () => {
          document.createElement("script").src = "/_next/static/chunks/a.js";
        },
      };
      return Object.entries(attempts).map(([name, attempt]) => {
        try {
          attempt();
          return [name, "done"];
        } catch (error) {
          return [name, error instanceof Error ? error.name : "thrown"];
        }
      });
    });
    network.violations.length = 0;
    expect(Object.fromEntries(tried)).toEqual({
      innerHTML: "TypeError",
      insertAdjacentHTML: "TypeError",
      scriptText: "TypeError",
      foreignScript: "TypeError",
      dataScript: "TypeError",
      publicScript: "TypeError",
      dotScript: "TypeError",
      blobWorker: "TypeError",
      policy: "TypeError",
      hashedScript: "done",
    });
  });

  test("a string is not evaluated", async ({ page, network }) => {
    await page.goto(overview);
    // Later, because what Playwright itself calls is exempt from the policy.
    const name = await page.evaluate(
      () =>
        new Promise<string>((settle) => {
          setTimeout(() => {
            try {
              settle(`evaluated to ${new Function("return 1")()}`);
            } catch (error) {
              settle(error instanceof Error ? error.name : "thrown");
            }
          });
        }),
    );
    expect(name).toBe("EvalError");
    network.violations.length = 0;
  });

  test("a style without the nonce is not applied", async ({ page, network }) => {
    await watchViolations(page);
    await page.goto(overview);
    await page.evaluate(() => {
      const style = document.createElement("style");
      style.textContent = "main { visibility: hidden }";
      document.head.append(style);
    });
    await expect.poll(() => violationsOf(page)).toEqual(["style-src-elem"]);
    await expect(page.getByRole("main")).toBeVisible();
    network.violations.length = 0;
  });

  test("T62 the worker reaches no other origin, and trying is seen", async ({
    page,
    network,
    otherSite,
  }) => {
    const worker = page.waitForEvent("worker");
    await page.goto(overview);
    const outcome = await (await worker).evaluate(
      (origin) =>
        new Promise<string>((settle) => {
          const socket = new WebSocket(origin.replace("http", "ws"));
          socket.onopen = () => settle("open");
          socket.onerror = () => settle("refused");
        }),
      otherSite.origin,
    );
    expect(outcome).toBe("refused");
    await expect.poll(() => network.violations.join()).toContain("connect-src");
    network.violations.length = 0;
  });
});

async function watchViolations(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { violations: seen });
    document.addEventListener("securitypolicyviolation", (event) => {
      seen.push(event.effectiveDirective);
    });
  });
}

function violationsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as { violations?: string[] }).violations ?? ["not watched"]);
}
