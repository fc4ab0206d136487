// What every part of a room's page needs: its words, its new rows, and sending forms without leaving the page.

import { clock, post } from "../hub/pieces.js";

export const room = document.querySelector(".room");
export const words = document.getElementById("live-words").dataset;
export const seat = Number(room.dataset.seat);
export const isLeader = Boolean(room.dataset.hosts);

const icons = document.getElementById("icons").content;
const languages = new Map(words.languages.split(";").filter(Boolean).map((pair) => pair.split("=")));
const page = document.documentElement.lang;
const hours = clock(room.dataset.zone);

export const icon = (name) => icons.querySelector(`[data-icon=${name}]`).firstElementChild.cloneNode(true);

// A new row of a kind ("message", "question", "hand"), as the server would draw it, to be filled in.
export function fresh(kind, id) {
  const made = document.getElementById(`new-${kind}`).content.firstElementChild.cloneNode(true);
  made.id = `${kind}-${id}`;
  made.dataset[kind] = id;
  for (const form of made.querySelectorAll("form")) form.setAttribute("action", form.getAttribute("action").replace("/0/", `/${id}/`));
  for (const named of made.querySelectorAll("[id$='-0'], [for$='-0']")) {
    if (named.id) named.id = named.id.replace(/-0$/, `-${id}`);
    if (named.htmlFor) named.htmlFor = named.htmlFor.replace(/-0$/, `-${id}`);
  }
  return made;
}

export const slot = (row, name) => row.querySelector(`[data-slot=${name}]`);

export const show = (row, name, isShown) => {
  const found = slot(row, name);
  if (found) found.hidden = !isShown;
};

// Text in its own language; which one it is stands beside it, where it is not the page's.
export function say(row, name, text, language) {
  const found = slot(row, name);
  found.textContent = text;
  found.lang = language;
  found.dir = "auto";
}

export function tellLanguage(row, language) {
  const found = slot(row, "language");
  found.hidden = language === page;
  found.lastElementChild.textContent = languages.get(language) || language;
}

export const nameOf = (row) => row.name || (row.by ? words.nameless : words.nobody);

export function tellTime(row, moment) {
  const found = slot(row, "time");
  found.dateTime = moment;
  found.textContent = hours.format(new Date(moment));
}

// Sending

export function complain(form, text) {
  const error = form.querySelector("[data-error]");
  if (!error) return;
  error.textContent = text;
  error.hidden = !text;
}

const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

// Send until the server has answered, however poor the line; the answer, or null where it refused and said why.
export async function insist(form, button) {
  if (form.dataset.sending) return null;
  form.dataset.sending = "";
  const fields = [...new FormData(form), ...(button && button.name ? [[button.name, button.value]] : [])];
  try {
    for (let delay = 1000; ; delay = Math.min(delay * 2, 30000)) {
      const response = await post(form.action, fields).catch(() => null);
      if (response && response.status < 500 && response.status !== 429) return await answerOf(form, response);
      complain(form, words.again);
      await wait(delay * (0.5 + Math.random()));
    }
  } finally {
    delete form.dataset.sending;
  }
}

async function answerOf(form, response) {
  const answer = response.headers.get("Content-Type") === "application/json" ? await response.json() : {};
  complain(form, response.ok ? "" : answer.message || words.gone);
  if (response.ok) delete form.dataset.dirty;
  else form.dispatchEvent(new CustomEvent("refused", { bubbles: true, detail: answer }));
  return response.ok ? answer : null;
}

// What somebody is in the middle of is never drawn anew.

document.addEventListener("input", (event) => {
  const form = event.target.closest("form");
  if (form) form.dataset.dirty = "";
});

export const isBusy = (place) => Boolean(place.querySelector("form[data-dirty], form[data-sending], :active")) || place.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");

// Load the page anew as soon as nobody is in the middle of something; not all rooms' pages at the same moment.
export function reloadSoon() {
  clearTimeout(reloadSoon.timer);
  reloadSoon.timer = setTimeout(() => (isBusy(document.body) ? reloadSoon() : location.reload()), 500 + 2500 * Math.random());
}

// What can be unfolded, by what its summary says beside numbers: others may come before it meanwhile.
function folds(place) {
  const seen = new Map();
  return [...place.querySelectorAll("details")].map((one) => {
    const name = one.querySelector("summary").textContent.replace(/\d+/g, "");
    seen.set(name, (seen.get(name) || 0) + 1);
    return [`${name} ${seen.get(name)}`, one];
  });
}

// A part of the page as the server draws it now, in the place of what stands there; what was unfolded stays so.
export async function redraw(place, query) {
  if (isBusy(place)) return false;
  const response = await fetch(`${location.pathname}?${query}`, { headers: { "X-Part": "1" } }).catch(() => null);
  if (!response || !response.ok || isBusy(place)) return false;
  const open = new Set(folds(place).filter(([, one]) => one.open).map(([name]) => name));
  const hadFocus = place.contains(document.activeElement);
  place.innerHTML = await response.text();
  for (const [name, one] of folds(place)) one.open = one.open || open.has(name);
  if (hadFocus) {
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
  }
  return true;
}
