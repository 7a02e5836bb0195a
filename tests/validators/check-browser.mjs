// Each page in Chromium, at a wide and a narrow width and in both colour schemes:
//   axe       axe-core finds no violation, and nothing it could not decide
//   reflow    nothing makes the page scroll sideways
//   overflow  no text runs out of the element it stands in, nor is cut off by it; also at 320 px with text twice as large
//   order     the text comes on the page in the order it is written, and all of it is there with every style switched off
//   links     every link in the text has its line, under all of its words: colour alone does not tell it
//   requests  the page asks for nothing outside itself and its folder
//   console   no error is logged
//   anchors   ids are unique, and every link within the page has its target
import { readFileSync } from "node:fs";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { installed, report } from "./report.mjs";

const { chromium } = installed("playwright-core");
const axeSource = readFileSync(installed.resolve("axe-core/axe.min.js"), "utf8");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const VIEWS = [1280, 320].flatMap((width) => ["light", "dark"].map((scheme) => ({ width, scheme })));
const LOCAL = ["file:", "data:"];

/** Problems, each with the views it was seen in. */
class Findings {
  #views = new Map();

  add(problems, { width, scheme }) {
    for (const problem of problems) {
      if (!this.#views.has(problem)) this.#views.set(problem, new Set());
      this.#views.get(problem).add(`${width} ${scheme}`);
    }
  }

  lines() {
    return [...this.#views].map(([problem, views]) => {
      const where = views.size === VIEWS.length ? "in every view" : `at ${[...views].join(", ")}`;
      return problem.replace(/$/m, ` [${where}]`);
    });
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  headless: true,
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
try {
  for (const file of process.argv.slice(2)) {
    for (const [check, problems] of Object.entries(await checkFile(file))) report(check, file, problems);
  }
} finally {
  await browser.close();
}

/** The problems each check found in the file. */
async function checkFile(file) {
  const axe = new Findings();
  const reflow = new Findings();
  const overflow = new Findings();
  const order = new Findings();
  const links = new Findings();
  const requests = new Set();
  const errors = new Set();
  const first = VIEWS[0];
  const context = await browser.newContext({ ...emulated(first), viewport: sized(first), serviceWorkers: "block" });
  try {
    const page = await context.newPage();
    await context.route("**/*", (route) => {
      const { href, protocol } = new URL(route.request().url());
      if (LOCAL.includes(protocol)) return route.continue();
      requests.add(`asks for ${href}`);
      return route.abort();
    });
    page.on("websocket", (socket) => requests.add(`opens ${socket.url()}`));
    page.on("pageerror", (error) => errors.add(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") errors.add(message.text());
    });

    await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
    // Evaluated, not added as an element: a page's own content security policy may forbid scripts.
    await page.evaluate(axeSource);
    for (const view of VIEWS) {
      await page.setViewportSize(sized(view));
      await page.emulateMedia(emulated(view));
      await page.evaluate(settle);
      reflow.add(await page.evaluate(sidewaysScroll), view);
      overflow.add(await page.evaluate(overflowing), view);
      order.add(await page.evaluate(outOfOrder), view);
      links.add(await page.evaluate(unmarkedLinks), view);
      axe.add(await runAxe(page), view);
    }
    const large = { width: 320, scheme: "light, text at 200 %" };
    await page.setViewportSize(sized(large));
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    await page.evaluate(settle);
    overflow.add([...(await page.evaluate(sidewaysScroll)), ...(await page.evaluate(overflowing))], large);
    // Last, since nothing brings the styles back.
    order.add(await page.evaluate(lostWithoutStyles), { width: "any", scheme: "width without styles" });
    const anchors = await page.evaluate(anchorProblems);
    return {
      axe: axe.lines(),
      reflow: reflow.lines(),
      overflow: overflow.lines(),
      order: order.lines(),
      links: links.lines(),
      requests: [...requests],
      console: [...errors],
      anchors,
    };
  } finally {
    await context.close();
  }
}

function sized({ width }) {
  return { width, height: 800 };
}

function emulated({ scheme }) {
  return { colorScheme: scheme, reducedMotion: "reduce" };
}

/** Runs in the page: after a change of view, until colours have arrived and what the new style asks for is asked for. */
async function settle() {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await frame();
  for (const animation of document.getAnimations()) {
    // An endless one cannot be finished, and has no colour to arrive at.
    if (animation.effect.getComputedTiming().endTime !== Infinity) animation.finish();
  }
  await document.fonts.ready;
}

async function runAxe(page) {
  const result = await page.evaluate((values) => axe.run(document, { runOnly: { type: "tag", values } }), TAGS);
  const lines = (kind, rules) =>
    rules.flatMap((rule) =>
      rule.nodes.map((node) => {
        const why = [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ");
        return `${kind}: ${rule.id}: ${rule.help}: ${node.target.join(" ")}\n  ${why}\n  ${node.html}`;
      }),
    );
  const nothing = result.passes.length === 0 ? ["no rule applied to the page"] : [];
  return [...lines("violation", result.violations), ...lines("undecided", result.incomplete), ...nothing];
}

/** Runs in the page. */
function sidewaysScroll() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const outside = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > clientWidth + 0.5,
  );
  // The innermost ones are the cause; what is around them is only stretched by them.
  const causes = outside.filter((element) => !outside.some((other) => other !== element && element.contains(other)));
  const named = causes.map((element) => element.cloneNode(false).outerHTML).join("\n  ");
  return [`${scrollWidth} px of content in ${clientWidth} px\n  ${named}`];
}

/** Runs in the page. The elements whose content is wider than they are, or is cut off; what is made to scroll may be. */
function overflowing() {
  const flows = (element) => {
    const { display, overflowX, overflowY } = getComputedStyle(element);
    // Inline boxes have no width of their own; a pixel is rounding.
    if (display === "inline" || display === "none" || element.clientWidth === 0) return false;
    const scrolls = (overflow) => ["auto", "scroll"].includes(overflow);
    const wide = element.scrollWidth > element.clientWidth + 1 && !scrolls(overflowX);
    const cut = ["hidden", "clip"].includes(overflowY) && element.scrollHeight > element.clientHeight + 1;
    return wide || cut;
  };
  // What is clipped away is there to be heard, not seen.
  const clipped = [...document.body.querySelectorAll("*")].filter((element) => getComputedStyle(element).clipPath !== "none");
  const seen = (element) => !clipped.some((hidden) => hidden.contains(element));
  const found = [...document.body.querySelectorAll("*")].filter((element) => seen(element) && flows(element));
  const causes = found.filter((element) => !found.some((other) => other !== element && element.contains(other)));
  return causes.map((element) => {
    const size = `${element.scrollWidth} x ${element.scrollHeight} px of content`;
    const room = `${element.clientWidth} x ${element.clientHeight} px`;
    return `${size} in ${room}\n  ${element.cloneNode(false).outerHTML}${element.textContent.trim().slice(0, 60)}`;
  });
}

/** Runs in the page. Words of links that no line stands under; the contents are told by their place. */
function unmarkedLinks() {
  const underlined = (element) => getComputedStyle(element).textDecorationLine.includes("underline");
  // A line reaches what is in the text's flow, but no box within it.
  const marked = (element, link) => {
    if (underlined(element)) return true;
    return element !== link && getComputedStyle(element).display === "inline" && marked(element.parentElement, link);
  };
  const bare = (link) => {
    const texts = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) if (texts.currentNode.data.trim() && !marked(texts.currentNode.parentElement, link)) return true;
    return false;
  };
  const links = [...document.querySelectorAll("main a[href]")].filter((link) => !link.closest("nav"));
  return links.filter(bare).map((link) => `no line under\n  ${link.outerHTML.slice(0, 160)}`);
}

/** Runs in the page. Neighbours of which the later stands above or before the earlier; what is lifted out of the flow may. */
function outOfOrder() {
  const inFlow = (element) => {
    const { display, position, float } = getComputedStyle(element);
    const flows = ["static", "relative", "sticky"].includes(position) && float === "none";
    return flows && display !== "none" && !display.startsWith("inline") && element.getClientRects().length > 0;
  };
  const problems = [];
  for (const parent of [document.body, ...document.body.querySelectorAll("*")]) {
    const children = [...parent.children].filter(inFlow);
    for (const [at, later] of children.slice(1).entries()) {
      const [a, b] = [children[at], later].map((element) => element.getBoundingClientRect());
      const below = b.top >= a.bottom - 1;
      const beside = b.left >= a.right - 1 && b.bottom > a.top;
      // Negative margins may pull a box up a little, but not above where the one before it begins.
      const under = b.top >= a.top && b.bottom >= a.bottom && b.left < a.right;
      if (!below && !beside && !under) problems.push(`stands before its neighbour\n  ${later.cloneNode(false).outerHTML}`);
    }
  }
  return problems;
}

/** Runs in the page. */
function lostWithoutStyles() {
  // A style may write in capitals; the words are the same.
  const words = () => document.body.innerText.toLowerCase().split(/\s+/).filter(Boolean);
  const styled = words();
  for (const sheet of document.styleSheets) sheet.disabled = true;
  for (const element of document.querySelectorAll("[style]")) element.removeAttribute("style");
  const plain = words();
  const at = plain.findIndex((word, i) => word !== styled[i]);
  const around = (all) => all.slice(Math.max(0, at - 3), at + 5).join(" ");
  if (at < 0 && plain.length === styled.length) return [];
  return [`the text with styles differs from that without: "${around(styled)}", "${around(plain)}"`];
}

/** Runs in the page. */
function anchorProblems() {
  const decoded = (fragment) => {
    try {
      return decodeURIComponent(fragment);
    } catch {
      return fragment;
    }
  };
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  const repeated = [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
  const here = location.href.split("#")[0];
  const missing = [...document.querySelectorAll("a[href], area[href]")].filter((link) => {
    const [address, fragment] = link.href.split("#");
    return address === here && fragment && !ids.includes(decoded(fragment));
  });
  return [
    ...repeated.map((id) => `the id "${id}" stands more than once`),
    ...missing.map((link) => `no id for the link ${link.getAttribute("href")} ("${link.textContent.trim()}")`),
  ];
}
