// Puts newer pieces in the place of older ones, and leaves what is the same as it is: so the place in the plan, the focus and
// what is selected stay where they are.
"use strict";

const frame = document.querySelector("iframe");
const one = (id) => document.getElementById(id);
let version = document.body.dataset.version;
let page = document.body.dataset.page;

/** Makes `old` what `fresh` is, with as few changes as its beginning and its end allow. */
function become(old, fresh) {
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const before = [...old.childNodes];
  const after = [...fresh.childNodes];
  while (before.length > 0 && after.length > 0 && before[0].isEqualNode(after[0])) {
    before.shift();
    after.shift();
  }
  while (before.length > 0 && after.length > 0 && before.at(-1).isEqualNode(after.at(-1))) {
    before.pop();
    after.pop();
  }
  const end = before.length > 0 ? before.at(-1).nextSibling : beforeWhat(old, fresh, after);
  const both = Math.min(before.length, after.length);
  for (let at = 0; at < both; at += 1) {
    const [was, is] = [before[at], after[at]];
    if (was.nodeType === Node.ELEMENT_NODE && was.nodeName === is.nodeName && was.id === is.id) become(was, is);
    else was.replaceWith(is);
  }
  for (const was of before.slice(both)) was.remove();
  for (const is of after.slice(both)) old.insertBefore(is, end);
}

/** Where new children go when none is to be replaced: in front of as many of the old ones as follow them in the new. */
function beforeWhat(old, fresh, after) {
  if (after.length === 0) return null;
  const following = fresh.childNodes.length - 1 - [...fresh.childNodes].indexOf(after.at(-1));
  return old.childNodes[old.childNodes.length - following] ?? null;
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
  const answer = await fetch("plan.html");
  if (!answer.ok) return;
  const fresh = parsed(await answer.text());
  const plan = isShown();
  const style = (of) => of.querySelector("style")?.textContent;
  frame.hidden = false;
  if (!plan || style(plan) !== style(fresh)) return load();
  keepInside(fresh);
  plan.title = fresh.title;
  become(plan.body, fresh.body);
}

/** Loads the whole page, to the same place: a new style is allowed by the new page alone. */
function load() {
  const { scrollX, scrollY } = frame.contentWindow;
  frame.addEventListener("load", () => frame.contentWindow.scrollTo(scrollX, scrollY), { once: true });
  frame.contentWindow.location.replace(new URL("plan.html", location.href));
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
