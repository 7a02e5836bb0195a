// What somebody could put into an answer to take over the page, in every kind of answer, built and opened in Chromium:
//   runs      no script runs, and no dialog comes up
//   requests  nothing is asked for outside the page and its folder
//   elements  no element and no attribute stands in it that plans without ill will do not have
//   links     every link is one of the four kinds that a plan may have
// The pages' own policy, which forbids scripts, is switched off: the markup has to hold by itself.
// Arguments: the program, the corpus, and a folder of pages without ill will.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { installed, report } from "./report.mjs";

const { chromium } = installed("playwright-core");
const [program, corpusFile, plain] = process.argv.slice(2);
const corpus = Object.entries(JSON.parse(readFileSync(corpusFile, "utf8"))).flatMap(([family, texts]) =>
  texts.map((text, i) => ({ name: `${family}-${i + 1}`, text })),
);
const work = mkdtempSync(path.join(tmpdir(), "injection-"));
const [answers, pages] = ["svar", "sider"].map((name) => path.join(work, name));
mkdirSync(answers);

// TOML's basic strings are written as JSON's.
const toml = JSON.stringify;
const line = (text) => toml(text.replace(/\s*[\r\n]+\s*/g, " "));
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';

/** The text in every answer that is taken literally, and in the names of files. */
function literal(text) {
  const name = `${text.replace(/[/\\\0\r\n]/g, "_").slice(0, 60)}.svg`;
  try {
    writeFileSync(path.join(answers, name), PICTURE);
  } catch {
    // Not a name for a file here.
  }
  const l = line(text);
  return `fase = "udkast"
kommune = { navn = "Ishøj", logo = ${line(name)}, logo_alt = ${l} }
plan = { titel = ${l}, vedtaget_af = ${l}, sagsnummer = ${l} }
kontakt = { infohus = ${l}, aabningstid = ${l}, telefon = "43 57 75 55" }
introduktion = { maal_periode = ${l}, ansvar = { politisk = ${l}, strategisk = ${l}, udfoerende = ${l} } }
infohus.forvaltning = ${l}
netvaerk.hyppighed = ${l}
[[procedure.trin]]
titel = ${l}
tekst = "Vi lytter."
ansvarlig = ${l}
frist = ${l}
[[indsatser]]
titel = ${l}
indhold = "Vi hjælper."
ansvarlig = ${l}
[[bilag]]
titel = ${l}
tekst = "Et bilag."
`;
}

/** The text in every answer that is Markdown, alone and among words, and in files that become answers. */
function markdown(text, name) {
  const [t, among] = [toml(text), toml(`Før ${text} efter`)];
  writeFileSync(path.join(answers, `${name}.md`), `${text}\n\nFør ${text} efter\n`);
  return `fase = "udkast"
kommune.navn = "Ishøj"
tekstblokke = { 1 = ${toml(`${name}.md`)} }
[introduktion]
vision = ${t}
maalgruppe = ${among}
maal = [${t}, ${among}, "Et mål."]
definitioner = ${toml(`| a | b |\n|---|---|\n| ${text.replace(/[|\n]/g, " ")} | x |`)}
[infohus]
myndigheder = [${t}]
koordinering = ${toml(`# ${text}`)}
[procedure]
hvem = ${toml(`- ${text}\n  - ${text}`)}
henvendelse = ${toml(`> ${text}`)}
[[procedure.trin]]
titel = "Trin"
tekst = ${t}
[[indsatser]]
titel = "Indsats"
indhold = ${t}
ansvarlig = "SSP"
[[bilag]]
titel = "Bilag"
fil = ${toml(`${name}.md`)}
`;
}

for (const { name, text } of corpus) {
  writeFileSync(path.join(answers, `${name}-linje.toml`), literal(text));
  writeFileSync(path.join(answers, `${name}-tekst.toml`), markdown(text, name));
}
// A file whose answers are refused is told, and does not end the others.
const built = run(["build", answers, "--format", "html,fragment", "--out", pages, "--dato", "2026-11-20"]);
const overview = path.join(work, "overblik.html");
run(["overblik", answers, "--format", "html", "--out", overview, "--dato", "2026-11-20"]);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  headless: true,
  // Hundreds of pages one after the other: a new frame for each would take as long again as the page.
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-features=RenderDocument"],
});
try {
  const context = await browser.newContext({ bypassCSP: true, reducedMotion: "no-preference" });
  const page = await context.newPage();
  let ran = [];
  let asked = [];
  await page.exposeFunction("ranAway", (what) => ran.push(what));
  await page.addInitScript(() => {
    for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = (...what) => window.ranAway(`${name}(${what})`);
  });
  page.on("dialog", (dialog) => { ran.push(dialog.message()); dialog.dismiss(); });
  page.on("request", (request) => asked.push(request.url()));

  // Headings as deep as these have are in no plan among them.
  const known = new Set(["h6"]);
  for (const file of readdirSync(plain, { recursive: true }).filter((name) => name.endsWith(".html"))) {
    await page.goto(pathToFileURL(path.join(plain, file)).href);
    for (const thing of (await page.evaluate(thingsAndLinks)).found) known.add(thing);
  }
  if (known.size < 40) throw new Error(`only ${known.size} kinds of element in ${plain}`);
  const problems = { runs: [], requests: [], elements: [], links: [] };
  const files = readdirSync(pages).map((name) => path.join(pages, name));
  for (const file of [...files, overview]) {
    [ran, asked] = [[], []];
    const url = pathToFileURL(file).href;
    await page.goto(url);
    const inside = (request) => request.startsWith("data:") || request === url;
    const name = path.basename(file);
    const { found, links } = await page.evaluate(thingsAndLinks);
    problems.runs.push(...ran.map((what) => `${name}: ${what}`));
    problems.requests.push(...asked.filter((request) => !inside(request)).map((request) => `${name}: ${request}`));
    if (file !== overview) problems.elements.push(...found.filter((thing) => !known.has(thing)).map((thing) => `${name}: ${thing}`));
    problems.elements.push(...found.filter((thing) => /^(script|iframe|object|embed|base|form|link)\b|\[(on|srcdoc|formaction)/.test(thing)).map((thing) => `${name}: ${thing}`));
    problems.links.push(...links.filter((link) => !/^(https?:\/\/|mailto:|tel:|#|data:image\/)|^[\w%.~\/-]+\.(svg|png|jpe?g|html|pdf|css)(#|$)/.test(link)).map((link) => `${name}: ${link}`));
  }
  for (const [check, found] of Object.entries(problems)) report(check, `${files.length + 1} pages`, found.slice(0, 20));

  // The preview: the texts in its findings, as unknown keys, bad answers and the names of missing files.
  const file = path.join(work, "svar.toml");
  const keys = corpus.map(({ text }, i) => `${line(`${text} ${i}`)} = ${line(text)}`).join("\n");
  const links = corpus.map(({ text }) => `[[bilag]]\ntitel = "x"\nfil = ${line(text)}`).join("\n");
  writeFileSync(file, `fase = "udkast"\n${keys}\n[kommune]\nnavn = "Ishøj"\nfarve = ${line(corpus[3].text)}\n${links}\n`);
  const server = spawn(program, ["vis", file, "--uden-browser"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const address = await new Promise((resolve, reject) => {
      let told = "";
      server.stdout.on("data", (data) => { told += data; const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(told); if (found) resolve(found[0]); });
      server.once("exit", () => reject(new Error(`the preview ended: ${told}`)));
    });
    [ran, asked] = [[], []];
    await page.goto(address);
    await page.waitForFunction((count) => document.body.innerText.includes(`(${count})`) || document.querySelectorAll("li").length >= count, corpus.length);
    // Saved again, so that the new findings come by the script.
    writeFileSync(file, `${readFileSync(file, "utf8")}# gemt igen\n`);
    await page.waitForTimeout(1500);
    const { found: shell } = await page.evaluate(thingsAndLinks);
    report("runs", "the preview", ran);
    report("requests", "the preview", asked.filter((request) => !request.startsWith(address) && !request.startsWith("data:")));
    const foreign = shell.filter((thing) => /^(img|iframe\[srcdoc|object|embed|base|form|svg|math|style)\b|\[(on|srcdoc|formaction|style)/.test(thing));
    report("elements", "the preview", foreign);
  } finally {
    server.kill();
  }
  const refused = (built.match(/har fejl/) && built.match(/(\d+) planer har fejl/)?.[1]) ?? "0";
  console.log(`${corpus.length} texts in ${2 * corpus.length} answer files: ${files.length} pages, ${refused} plans refused`);
  if (files.length < 2.5 * corpus.length) throw new Error("most answer files should become plans");
} finally {
  await browser.close();
}

function run(args) {
  try {
    return execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    // 1: plans with errors.
    if (error.status !== 1) throw error;
    return error.stdout;
  }
}

/** Runs in the page. Every kind of element, every attribute that such an element has, and where the page leads. */
function thingsAndLinks() {
  const found = new Set();
  const links = [];
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    found.add(name);
    for (const attribute of element.attributes) found.add(`${name}[${attribute.name}]`);
    const link = ["href", "src", "action"].find((attribute) => element.hasAttribute(attribute));
    if (link) links.push(element.getAttribute(link));
  }
  return { found: [...found], links };
}
