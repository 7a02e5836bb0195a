// The preview of an example plan in Chromium, as a person sees it who writes, saves and makes mistakes:
//   refresh   a save shows within a second; tells the median against the goal of 300 ms
//   place     the plan stays where it was scrolled to, to the pixel, also when something is written above
//   same      a page that came by saves is the page that is served, element by element, whatever came before it
//   recovery  a broken, deleted or renamed file leaves the last good page, and all is well when it is mended
//   first     before there is a plan its faults are told, and the plan comes when they are mended
//   harmless  what is typed in an answer is text in the shell too
//   pdf       the link leads to the plan as PDF; a program that makes none has no link
//   stop      the page says that the preview has been stopped, and is quiet afterwards
//   axe       axe-core finds no violation in the shell, and nothing it could not decide
//   reflow    nothing makes the shell scroll sideways
//   console   no error is logged, and nothing but the preview is asked for
// Arguments: the program, an answer file, and other answer files. Into PAGES, a folder, go the shell's pages as served; with SHOTS, a folder, it also takes pictures there, for eyes.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { installed, report } from "./report.mjs";

const { chromium } = installed("playwright-core");
const axeSource = readFileSync(installed.resolve("axe-core/axe.min.js"), "utf8");

const SAVES = 12;
const GOAL = 300;
const LIMIT = 1000;
const WAIT = 10_000;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const [program, example, ...others] = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), "preview-"));
cpSync(path.dirname(example), folder, { recursive: true });
const file = path.join(folder, path.basename(example));
const original = readFileSync(file, "utf8");

/** The example with something in place of its own words. */
function edited(words, others) {
  if (!original.includes(words)) throw new Error(`${example} no longer says "${words}"`);
  return original.replace(words, others);
}

// Chapter four comes long after the middle of the page, the vision long before it.
const BELOW = "Kommunens pressechef svarer pressen";
const ABOVE = "Ishøj skal være en tryg by";
const save = (text) => writeFileSync(file, text);

const server = start(file);
const ended = new Promise((resolve) => server.once("exit", (code) => resolve(code)));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  headless: true,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
try {
  const address = await told(server.stdout, /http:\/\/127\.0\.0\.1:\d+\//);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light", reducedMotion: "reduce" });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("request", (request) => {
    const { href } = new URL(request.url());
    if (!href.startsWith(address) && !href.startsWith("data:")) errors.push(`asks for ${href}`);
  });
  await page.goto(address);
  const plan = page.frame({ name: "plan" });
  await plan.waitForSelector("main");

  report("refresh", file, ...(await refresh(plan)));
  report("place", file, await place(plan));
  report("same", file, await same(page));
  const { axe, reflow } = await looks(page, "fine");
  report("recovery", file, await recovery(page, plan, axe, reflow));
  report("harmless", file, await harmless(page, plan));
  report("first", file, await firstPage(page, axe, reflow));
  report("pdf", file, await pdf(page, address));
  report("axe", file, axe);
  report("reflow", file, reflow);
  // What the server no longer answers at the end is logged, and is no fault.
  report("console", file, [...errors]);
  report("stop", file, await stop(page));
} finally {
  await browser.close();
  server.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}

function start(file) {
  return spawn(program, ["vis", file, "--uden-browser", "--dato", "2026-11-20"], { stdio: ["ignore", "pipe", "inherit"] });
}

/** The first match in what a stream gives. */
function told(stream, pattern) {
  return new Promise((resolve, reject) => {
    let text = "";
    stream.on("data", (chunk) => {
      text += chunk;
      const match = pattern.exec(text);
      if (match) resolve(match[0]);
    });
    stream.once("end", () => reject(new Error(`the program ended: ${text}`)));
  });
}

/** Runs in the plan: the time at which the words have been painted. */
async function painted([words, wait]) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const begun = performance.now();
  while (!document.body.textContent.includes(words)) {
    if (performance.now() - begun > wait) return null;
    await frame();
  }
  await frame();
  return Date.now();
}

/** Saves, and gives the milliseconds until the words are seen in the plan. */
async function seenAfter(plan, text, words) {
  const seen = plan.evaluate(painted, [words, WAIT]);
  // Until the browser waits for them; else the wait would begin after the save.
  await plan.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  const saved = Date.now();
  save(text);
  const at = await seen;
  return at === null ? Infinity : at - saved;
}

async function toTheMiddle(plan) {
  return plan.evaluate(() => {
    scrollTo(0, Math.round((document.documentElement.scrollHeight - innerHeight) / 2) + 0.5);
    return scrollY;
  });
}

async function refresh(plan) {
  const problems = [];
  const times = [];
  const middle = await toTheMiddle(plan);
  for (let at = 1; at <= SAVES; at += 1) {
    const words = `Rettelse nummer ${at}: ${BELOW}`;
    times.push(await seenAfter(plan, edited(BELOW, words), words));
    const now = await plan.evaluate(() => scrollY);
    if (now !== middle) problems.push(`save ${at} moved the plan from ${middle} to ${now} px`);
  }
  times.sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  problems.push(...times.filter((time) => time > LIMIT).map((time) => `a save took ${time} ms to be seen, more than ${LIMIT}`));
  const remark = `${times.length} saves: median ${median} ms, from ${times[0]} to ${times.at(-1)} ms (goal: median below ${GOAL} ms)`;
  return [problems, [remark]];
}

/** Where the first heading below the top of the window is. */
function firstHeading() {
  const heading = [...document.querySelectorAll("h2, h3, h4")].find((one) => one.getBoundingClientRect().top > 60);
  return { id: heading.id, text: heading.textContent, top: heading.getBoundingClientRect().top };
}

async function place(plan) {
  const problems = [];
  await toTheMiddle(plan);
  const before = await plan.evaluate(firstHeading);
  await seenAfter(plan, edited(ABOVE, `Et nyt afsnit.\n\nOg et til.\n\n${ABOVE}`), "Og et til.");
  await plan.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
  const after = await plan.evaluate(firstHeading);
  if (before.text !== after.text || Math.abs(before.top - after.top) > 1) {
    problems.push(`something written above moved "${before.text}" from ${before.top} to "${after.text}" at ${after.top} px`);
  }
  // The focus stays on the same link although its neighbours change, and so does what is selected.
  await plan.evaluate(() => document.querySelector(".indhold a:nth-of-type(1)").focus());
  await seenAfter(plan, edited(BELOW, `Fokus. ${BELOW}`), "Fokus.");
  const focused = await plan.evaluate(() => document.activeElement?.closest(".indhold") !== null);
  if (!focused) problems.push("the focus was lost");
  // A new colour needs a new page.
  await toTheMiddle(plan);
  const middle = await plan.evaluate(() => scrollY);
  save(edited('farve = "#005f9e"', 'farve = "#7a1f5c"'));
  const colored = () => getComputedStyle(document.querySelector("h1")).color === "rgb(122, 31, 92)";
  await plan.waitForFunction(colored, null, { timeout: WAIT, polling: "raf" });
  await plan.waitForFunction((middle) => scrollY === middle, middle, { timeout: WAIT, polling: "raf" }).catch(() => {
    problems.push("a new colour moved the plan");
  });
  save(original);
  await plan.waitForFunction(() => getComputedStyle(document.querySelector("h1")).color === "rgb(0, 95, 158)", null, { timeout: WAIT });
  return problems;
}

/** One plan after another in the same file, to and fro. */
async function same(page) {
  const problems = [];
  const texts = others.map((other) => [other, readFileSync(other)]);
  for (const [name, text] of [...texts, ...texts.toReversed(), [example, original]]) {
    if (name !== example) cpSync(path.dirname(name), folder, { recursive: true, filter: (source) => !source.endsWith(".toml") });
    const before = await page.evaluate(() => document.body.dataset.page);
    save(text);
    await page.waitForFunction((before) => document.body.dataset.page !== before, before, { timeout: WAIT });
    await page.waitForFunction(() => document.getElementById("besked").textContent === "", null, { timeout: WAIT });
    // White space between elements that stand below one another is not kept, and says nothing.
    const [shown, served] = await page.evaluate(async () => {
      const fresh = new DOMParser().parseFromString(await (await fetch("plan.html")).text(), "text/html");
      const parts = (page) => {
        const copy = page.body.cloneNode(true);
        for (const link of copy.querySelectorAll("a")) for (const name of ["target", "rel"]) link.removeAttribute(name);
        return copy.outerHTML.replace(/>\s*</gu, ">\n<").split("\n");
      };
      return [parts(document.querySelector("iframe").contentDocument), parts(fresh)];
    });
    const at = served.findIndex((line, i) => line !== shown[i]);
    if (at >= 0 || shown.length !== served.length) problems.push(`${name}: shows ${shown[at]}\n  where ${served[at]} is served`);
  }
  return problems;
}

async function recovery(page, plan, axe, reflow) {
  const problems = [];
  const alert = page.locator("#besked");
  const head = () => page.evaluate(() => document.querySelector("h1").textContent);
  const says = async (what, pattern, step) => {
    await page
      .waitForFunction((source) => new RegExp(source, "u").test(document.getElementById("besked").textContent), pattern.source, {
        timeout: WAIT,
        polling: "raf",
      })
      .catch(async () => problems.push(`${what}: no "${pattern.source}" on top after ${step}, but "${await alert.textContent()}"`));
    if (!(await plan.evaluate(() => document.body.textContent)).includes("pressechef")) problems.push(`${what}: the last good page is gone`);
  };
  const well = async (what, words) => {
    const took = await seenAfter(plan, edited(BELOW, words), words);
    if (took === Infinity) problems.push(`${what}: never recovered`);
    await page.waitForFunction(() => document.getElementById("besked").textContent === "", null, { timeout: WAIT }).catch(() => {
      problems.push(`${what}: the alert stays`);
    });
  };

  save(original.replace('navn = "Ishøj"', 'navn = "Ishøj'));
  await says("broken", /kan ikke bygges: .*fejl/, "a quotation mark was lost");
  if ((await page.locator("#liste .fejl > li").count()) === 0) problems.push("broken: no error in the list");
  if (!/fejl/u.test(await page.title())) problems.push("broken: the window's title does not tell");
  merge({ axe, reflow }, await looks(page, "broken"));
  await well("broken", "Nu er den rettet.");

  rmSync(file);
  await says("deleted", /findes ikke/, "the file was deleted");
  merge({ axe, reflow }, await looks(page, "deleted"));
  await well("deleted", "Nu er den tilbage.");

  // As editors do: the new file is written beside the old one and takes its place.
  const words = "Nu er den flyttet ind over.";
  writeFileSync(`${file}.ny`, edited(BELOW, words));
  renameSync(`${file}.ny`, file);
  const moved = await plan.evaluate(painted, [words, WAIT]);
  if (moved === null) problems.push("renamed over: not seen");

  save(edited(BELOW, "Halvt gemt.").slice(0, original.length / 2));
  await new Promise((resolve) => setTimeout(resolve, 60));
  await well("two halves", "Helt gemt.");

  save(original.replace(/^fase = .*$/mu, 'fase = "udkast"').replace(/^telefon = .*$/mu, 'telefon = ""'));
  await page.waitForSelector("#liste .advarsel > li");
  merge({ axe, reflow }, await looks(page, "warnings"));
  const link = page.locator('#liste a[target="plan"]').first();
  const anchor = new URL(await link.getAttribute("href"), page.url()).hash.slice(1);
  await plan.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await link.click();
  await plan
    .waitForFunction((id) => Math.abs(document.getElementById(id).getBoundingClientRect().top) < innerHeight, anchor, { timeout: WAIT })
    .catch(() => problems.push("a finding's link does not lead to its section"));
  if ((await head()) === "") problems.push("the shell is gone");
  return problems;
}

async function harmless(page, plan) {
  const problems = [];
  const attempt = '<img src=x onerror="window.ramt=1"></p><script>window.ramt=1</script>';
  save(original.replace('fase = "vedtaget"', `fase = '${attempt}'`).replace("[plan]", `[plan]\n'${attempt}' = 1`));
  await page
    .waitForFunction(() => document.querySelectorAll("#liste .fejl > li").length > 1, null, { timeout: WAIT })
    .catch(() => problems.push("the attempt was not told as a fault"));
  if (!(await page.locator("#liste").textContent()).includes("onerror")) problems.push("the attempt is not in the list, so nothing is shown");
  save(edited(BELOW, `Forsøg: ${attempt}`));
  await plan.evaluate(painted, ["Forsøg:", WAIT]);
  for (const frame of [page.mainFrame(), plan]) {
    if (await frame.evaluate(() => window.ramt === 1)) problems.push("a script in an answer ran");
    const foreign = await frame.evaluate(() => document.querySelectorAll('img[src="x"], body script').length);
    if (foreign > 0) problems.push("an element of an answer became one of the page");
  }
  return problems;
}

/** Another preview, of a draft that has never been whole. */
async function firstPage(beside, axe, reflow) {
  const problems = [];
  const draft = path.join(folder, "udkast.toml");
  writeFileSync(draft, 'fase = "udkast"\nkommune.navn = "Ishøj\n');
  const other = start(draft);
  const page = await beside.context().newPage();
  try {
    await page.goto(await told(other.stdout, /http:\/\/127\.0\.0\.1:\d+\//));
    if (await page.locator("iframe").isVisible()) problems.push("a frame is shown with nothing in it");
    if ((await page.locator("#liste .fejl > li").count()) === 0) problems.push("the faults are not told");
    merge({ axe, reflow }, await looks(page, "nothing yet"));
    writeFileSync(draft, 'fase = "udkast"\nkommune.navn = "Ishøj"\n');
    await page.waitForSelector("iframe:not([hidden])", { timeout: WAIT });
    await page.frame({ name: "plan" }).waitForSelector("main", { timeout: WAIT });
    if ((await page.locator("#liste .advarsel > li").count()) < 10) problems.push("what the draft lacks is not told");
    merge({ axe, reflow }, await looks(page, "draft"));
  } finally {
    await page.close();
    other.kill("SIGKILL");
  }
  return problems;
}

async function pdf(page, address) {
  const link = page.locator("#pdf a");
  const answer = await page.request.get(new URL("plan.pdf", address).href);
  if ((await link.count()) === 0) return answer.status() === 404 ? [] : ["there is a PDF, but no link to it"];
  const begins = (await answer.body()).subarray(0, 5).toString();
  return answer.ok() && begins === "%PDF-" ? [] : [`the link leads to ${answer.status()} ${begins}`];
}

async function stop(page) {
  const problems = [];
  server.kill("SIGINT");
  const code = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, WAIT, "no end"))]);
  if (code !== 0) problems.push(`ended with ${code}`);
  await page
    .waitForFunction(() => /er stoppet/u.test(document.getElementById("besked").textContent), null, { timeout: WAIT })
    .catch(() => problems.push("the page does not say that the preview was stopped"));
  let asked = 0;
  page.on("request", () => (asked += 1));
  await page.waitForTimeout(3000);
  if (asked > 0) problems.push(`asked ${asked} times after the end`);
  await shot(page, "stopped");
  return problems;
}

function merge(all, more) {
  for (const [name, lines] of Object.entries(more)) all[name].push(...lines);
}

async function shot(page, name) {
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, `${name}.png`), fullPage: name.includes(" 320 ") });
}

/** What is wrong with how the shell looks now, at a wide and a narrow width, in light and in dark. */
async function looks(page, state) {
  const found = { axe: [], reflow: [] };
  const served = await page.request.get(page.url());
  writeFileSync(path.join(process.env.PAGES, `${state.replaceAll(" ", "-")}.html`), await served.body());
  // Evaluated, not added as an element: the shell's own content security policy forbids scripts from elsewhere.
  await page.evaluate(axeSource);
  for (const width of [1280, 320]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      const where = `[${state}, ${width} ${colorScheme}]`;
      // The plan's own page is checked as a page by itself.
      const result = await page.evaluate(
        (values) => axe.run({ exclude: [["iframe"]] }, { runOnly: { type: "tag", values }, iframes: false }),
        TAGS,
      );
      for (const rule of [...result.violations, ...result.incomplete]) {
        found.axe.push(...rule.nodes.map((node) => `${rule.id}: ${rule.help}: ${node.html} ${where}`));
      }
      if (result.passes.length === 0) found.axe.push(`no rule applied to the page ${where}`);
      const { scrollWidth, clientWidth } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        clientWidth: document.documentElement.clientWidth,
      }));
      if (scrollWidth > clientWidth) found.reflow.push(`${scrollWidth} px of content in ${clientWidth} px ${where}`);
      await shot(page, `${state} ${width} ${colorScheme}`);
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  return found;
}
