// Puts newer pieces in the place of older ones, and leaves what is the same as it is: so the place in the plan, the focus and
// what is selected stay where they are.
"use strict";

const frame = document.querySelector("iframe");
const one = (id) => document.getElementById(id);
let version = document.body.dataset.version;
let page = document.body.dataset.page;

/** Where white space between children says nothing, so that each of them can be put in and taken out by itself. */
const BOXES = ["BODY", "HEADER", "FOOTER", "MAIN", "NAV", "SECTION", "DIV", "UL", "OL", "TABLE", "THEAD", "TBODY", "TR"];

/** Makes `old` what `fresh` is, and leaves alone what is the same in both. */
function become(old, fresh) {
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const words = [...old.childNodes, ...fresh.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  if (words || !BOXES.includes(old.nodeName)) return old.replaceChildren(...fresh.childNodes);
  const [before, after] = [[...old.children], [...fresh.children]];
  const [known, wanted] = [before, after].map((children) => children.map((child) => child.outerHTML));
  let at = 0;
  for (const [i, child] of after.entries()) {
    const same = known.indexOf(wanted[i], at);
    if (same >= 0) {
      for (const gone of before.slice(at, same)) gone.remove();
      at = same + 1;
    } else if (at === before.length || wanted.includes(known[at], i)) {
      old.insertBefore(child, before[at] ?? null);
    } else {
      const was = before[at];
      if (was.nodeName === child.nodeName && was.id === child.id) become(was, child);
      else was.replaceWith(child);
      at += 1;
    }
  }
  for (const gone of before.slice(at)) gone.remove();
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

/** Links out of the plan must not lead out of the preview. */
function keepInside(plan) {
  for (const link of plan.querySelectorAll('a[href^="http"]')) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
}

function isShown() {
  const plan = frame.contentDocument;
  return plan?.readyState !== "loading" && plan?.querySelector("main") ? plan : null;
}

/** Shows the page as it is served now. */
async function showPlan() {
  const plan = isShown();
  if (!plan) {
    frame.hidden = false;
    frame.contentWindow.location.replace(new URL("plan.html", location.href));
    return;
  }
  const answer = await fetch("plan.html");
  if (!answer.ok) return;
  const fresh = parsed(await answer.text());
  keepInside(fresh);
  dress(plan, fresh);
  plan.title = fresh.title;
  const hold = held(plan);
  become(plan.body, fresh.body);
  hold();
}

/** Gives the plan its new style, and takes the old one away when that has come. */
function dress(plan, fresh) {
  const [was, is] = [plan, fresh].map((page) => page.querySelector("link[rel=stylesheet]:last-of-type"));
  if (was.getAttribute("href") === is.getAttribute("href")) return;
  is.addEventListener("load", () => was.remove(), { once: true });
  was.after(is);
}

/** Keeps what is read where it is on the screen, whatever is written above it; what is given is called after the change. */
function held(plan) {
  const { defaultView: view, documentElement: root } = plan;
  // Browsers that have an anchor of their own would move the page a second time.
  root.style.overflowAnchor = "none";
  if (view.scrollY === 0) return () => {};
  const at = (element) => element.getBoundingClientRect().top;
  const isSeen = (element) => at(element) < view.innerHeight && element.getBoundingClientRect().bottom > 0;
  const seen = [...plan.querySelectorAll(".plan :is(h2, h3, h4, h5, h6, p, li, tr)")].filter(isSeen);
  const before = seen.map((element) => ({ element, text: element.textContent, top: at(element) }));
  return () => {
    const kept = before.find(({ element, text }) => element.isConnected && element.textContent === text);
    if (kept && at(kept.element) !== kept.top) view.scrollBy({ top: at(kept.element) - kept.top, behavior: "instant" });
  };
}

async function show(news) {
  version = news.version;
  if (news.page !== null && String(news.page) !== page) {
    await showPlan();
    page = String(news.page);
  }
  document.body.dataset.page = page;
  if (one("pdf")) one("pdf").hidden = news.page === null;
  document.title = news.title;
  one("antal").textContent = news.summary;
  become(one("liste"), Object.assign(document.createElement("div"), { id: "liste", innerHTML: news.findings }));
  say(news.alert);
  one("status").textContent = news.status;
}

/** What stands on top. The same words are not said again. */
function say(alert) {
  const words = document.createElement("p");
  if (alert) {
    words.append(Object.assign(document.createElement("strong"), { textContent: alert.head }), ` ${alert.text}`);
  }
  const box = Object.assign(one("besked").cloneNode(false));
  if (alert) box.append(words);
  if (!box.isEqualNode(one("besked"))) become(one("besked"), box);
}

function stopped() {
  one("status").textContent = "";
  say({ head: "Forhåndsvisningen er stoppet.", text: "Start den igen med »beredskab vis«. I ser planen, som den var sidst." });
  document.title = `Stoppet – ${document.title.replace("Stoppet – ", "")}`;
  // It may have been started again at the same address. Nothing asks before somebody looks.
  addEventListener("focus", () => listen(), { once: true });
}

/** Asks for news, again and again, until there is nobody to ask. */
async function listen() {
  for (let failures = 0; failures < 2; ) {
    try {
      const answer = await fetch(`nyt?efter=${version}`);
      if (!answer.ok) throw new Error(answer.statusText);
      const news = await answer.json();
      if (news === null) break;
      if (news.version !== Number(version)) await show(news);
      failures = 0;
    } catch {
      failures += 1;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  stopped();
}

frame.addEventListener("load", () => {
  if (frame.contentDocument) keepInside(frame.contentDocument);
});
if (isShown()) keepInside(frame.contentDocument);
one("fund").addEventListener("click", ({ target }) => {
  if (target.closest(`a[target="${frame.name}"]`)) frame.scrollIntoView({ block: "nearest" });
});
listen();
