// A discussion on a page: what others say appears as they say it; what is written here is kept until the server has it. The same forms work without.

import { Live } from "../hub/live.js";
import { clock, element, link, linked, post } from "../hub/pieces.js";
import { Unsent } from "../hub/unsent.js";
import { uuid } from "../hub/uuid.js";

const place = document.getElementById("discussion");
const told = place.querySelector("[data-words]");
const words = told.dataset;
const threads = place.querySelector("[data-threads]");
const line = place.querySelector("[data-line]");
const heardLine = place.querySelector("[data-spoken]");
const blank = place.querySelector("[data-answer]");
const contributing = place.querySelector("[data-contribute]");
const { feed, only, before } = place.dataset;
const reader = Number(place.dataset.reader);
const page = document.documentElement.lang;
const pairs = (text) => new Map(text.split(";").filter(Boolean).map((pair) => pair.split("=")));
const languages = pairs(words.languages);
const kinds = pairs(words.kinds);
const moments = clock(place.dataset.zone, { hasDay: true });
const KEPT = `tvers.unsent.${reader}.${feed}`;

// What stands on the page

const icon = (name) => told.content.querySelector(`[data-icon=${name}]`).firstElementChild.cloneNode(true);

const about = (address, id) => address.replace("/0/", `/${id}/`);

function own(tag, className, row, ...content) {
  const made = element(tag, className, ...content);
  made.lang = row.language;
  made.dir = "auto";
  return made;
}

function heading(row) {
  const time = element("time", "", moments.format(new Date(row.said_at)));
  time.dateTime = row.said_at;
  const name = row.name || words.nameless;
  const line = element("p", "about", element("b", "", row.has_profile ? link(name, about(words.person, row.author)) : name));
  if (row.is_facilitator) line.append(" ", element("span", "mark-of", words.facilitator));
  if (row.thread === row.id && kinds.size > 1) line.append(" · ", kinds.get(row.kind) || "");
  line.append(" · ", time);
  if (row.language !== page) line.append(" · ", languages.get(row.language) || row.language);
  if (row.edited_at) line.append(" · ", words.changed);
  return line;
}

function acts(row) {
  const address = about(words.thread, row.id);
  if (row.author === reader) return element("p", "acts", link(words.change, `${address}change/`));
  const made = element("p", "acts", link(words.report, about(words.reporting, row.id)));
  if ("moderates" in place.dataset) made.append(" ", link(words.remove, `${address}remove/`));
  return made;
}

function goneWords(row) {
  if (row.is_removed) return words.removed;
  return row.has_left ? words.nobody : words.taken;
}

function said(row) {
  const made = element("article", `said${row.author === reader ? " mine" : ""}${row.is_facilitator ? " guides" : ""}`);
  made.id = `contribution-${row.id}`;
  made.dataset.contribution = row.id;
  if (row.is_gone) made.append(element("p", "body soft", goneWords(row)));
  else made.append(heading(row), ...(row.title ? [own("h3", "", row, row.title)] : []), own("p", "body", row, ...linked(row.body)), acts(row));
  return made;
}

const threadOf = (id) => threads.querySelector(`[data-thread="${id}"]`);

function makeThread(row) {
  const made = element("li", "discussed", said(row));
  made.dataset.thread = row.id;
  const answers = element("ol", "answers");
  answers.dataset.answers = "";
  made.append(answers);
  if (blank) made.append(answerForm(row.id));
  return made;
}

// A form for answers to something that has come since; its fields' names are its own.
function answerForm(id) {
  const made = blank.content.firstElementChild.cloneNode(true);
  made.querySelector("form").action = `${about(words.thread, id)}answer/`;
  for (const named of made.querySelectorAll("[id], [for]")) {
    for (const attribute of ["id", "for"]) if (named.hasAttribute(attribute)) named.setAttribute(attribute, named.getAttribute(attribute).replace("-new-", `-${id}-`));
  }
  return made;
}

// Whether a thread belongs on this page: newer than its last one, unless the page shows all or one alone.
function belongs(id) {
  if (only) return id === Number(only);
  if (before) return false;
  const shown = [...threads.querySelectorAll("[data-thread]")].map((one) => Number(one.dataset.thread));
  return !place.querySelector(".earlier") || !shown.length || id > Math.min(...shown);
}

function removeWaiting(row) {
  const waiting = place.querySelector(`[data-client="${row.client_id}"]`);
  if (waiting) waiting.remove();
}

function putThread(row) {
  const known = threadOf(row.id);
  removeWaiting(row);
  if (known) {
    known.querySelector(".said").replaceWith(said(row));
    return endIfEmpty(known);
  }
  if (row.is_gone && !row.answers) return undefined;
  if (!belongs(row.id)) return undefined;
  const older = [...threads.querySelectorAll("[data-thread]")].find((one) => Number(one.dataset.thread) < row.id);
  return older ? older.before(makeThread(row)) : threads.append(makeThread(row));
}

// What is gone, and has no answers, leaves nothing behind.
function endIfEmpty(thread) {
  if (!thread.querySelector(".said .acts, [data-answers] .said")) thread.remove();
}

function putAnswer(row) {
  const thread = threadOf(row.thread);
  removeWaiting(row);
  if (!thread) return;
  const known = thread.querySelector(`#contribution-${row.id}`);
  if (row.is_gone) {
    if (known) known.closest("li").remove();
    return endIfEmpty(thread);
  }
  if (known) return known.replaceWith(said(row));
  const answers = thread.querySelector("[data-answers]");
  const later = [...answers.querySelectorAll("[data-contribution]")].find((one) => Number(one.dataset.contribution) > row.id);
  const made = element("li", "", said(row));
  return later ? later.closest("li").before(made) : answers.append(made);
}

function put(row, thread) {
  if (row.id === row.thread) putThread(row);
  else {
    if (thread && !threadOf(row.thread) && !row.is_gone) putThread({ ...thread, answers: true });
    putAnswer(row);
  }
  place.querySelector("[data-empty]").hidden = Boolean(threads.children.length);
}

// What is heard

function heard(key, batch) {
  if (batch.limited) return location.reload();
  for (const event of batch.events) {
    const row = (batch.rows.contribution || {})[event.contribution];
    const thread = (batch.rows.thread || {})[event.thread];
    if (row && (!event.thread || thread)) {
      const isNew = event.kind === "contribution.made" && row.author !== reader && !row.is_gone && !document.getElementById(`contribution-${row.id}`);
      put(row, thread);
      if (isNew && document.getElementById(`contribution-${row.id}`)) announce(row);
    }
  }
  return undefined;
}

// Read out when it comes; focus stays where it is.
function announce(row) {
  const text = own("span", "", row, row.body.slice(0, 200));
  const [begin, end] = words.heard.replace("{name}", row.name || words.nameless).split("{text}");
  heardLine.replaceChildren(begin, text, end || "");
}

function stands(state) {
  const shown = { live: ["good", words.live, "ok"], catching: ["wait", words.catching, "wait"], polling: ["wait", words.polling, "wait"] };
  const [tone, text, name] = shown[state] || ["wait", words.offline, "wait"];
  line.className = `state ${tone}`;
  line.replaceChildren(icon(name), text);
  if (state === "live") unsent.flush();
}

function closed() {
  line.className = "state bad";
  line.replaceChildren(icon("bad"), words.gone);
  for (const button of place.querySelectorAll("form button")) button.disabled = true;
}

// What is written here

const send = ({ address, at, thread, ...fields }) => post(address, fields);

const isAnswer = (entry) => Boolean(entry.thread);

function show(entry, state) {
  let made = place.querySelector(`[data-client="${entry.client_id}"]`);
  if (!made) {
    const shown = element("div", "said mine", own("p", "body", entry, ...linked(entry.body)), element("p", "state"));
    made = element("li", isAnswer(entry) ? "" : "discussed", shown);
    made.dataset.client = entry.client_id;
    const thread = threadOf(entry.thread);
    if (thread) thread.querySelector("[data-answers]").append(made);
    else threads.prepend(made);
  }
  const line = made.querySelector(".state");
  line.className = `state ${state === "sending" ? "" : "wait"}`;
  line.replaceChildren(...(state === "sending" ? [words.sending] : [icon("wait"), words.unsent]));
}

const formOf = (entry) => (isAnswer(entry) ? place.querySelector(`[data-thread="${entry.thread}"] form`) : contributing);

// Refused: the text goes back into the box, with the reason.
function giveBack(entry, reason) {
  removeWaiting(entry);
  const form = formOf(entry) || contributing || place.querySelector("form");
  if (!form) return;
  const { body, title } = form.elements;
  body.value = body.value ? `${entry.body}\n\n${body.value}` : entry.body;
  if (title && !title.value) title.value = entry.title || "";
  form.closest("details").open = true;
  complain(form, reason || words.gone);
  keepDraft(form);
}

function complain(form, text) {
  const error = form.querySelector("[data-error]");
  error.textContent = text;
  error.hidden = !text;
}

const unsent = new Unsent(KEPT, {
  send,
  show,
  accepted: (entry, row) => {
    put(row);
    const made = document.querySelector(`#contribution-${row.id} .acts`);
    if (made) made.append(element("span", "state good", icon("ok"), words.sent));
  },
  refused: giveBack,
});

// What stands in the boxes is kept too, each under its thread.
const draftName = (form) => `${KEPT}.draft.${form === contributing ? "" : form.closest("[data-thread]").dataset.thread}`;

function keepDraft(form) {
  try {
    if (form.elements.body.value) localStorage.setItem(draftName(form), form.elements.body.value);
    else localStorage.removeItem(draftName(form));
  } catch (error) {
    // kept by the box itself
  }
}

function bringDrafts() {
  for (const form of place.querySelectorAll("form")) {
    try {
      const kept = localStorage.getItem(draftName(form));
      if (kept && !form.elements.body.value) {
        form.elements.body.value = kept;
        form.closest("details").open = true;
      }
    } catch (error) {
      return;
    }
  }
}

function submitted(event) {
  const form = event.target;
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(form));
  delete fields.csrfmiddlewaretoken;
  if (!fields.body.trim() || ("title" in fields && !fields.title.trim())) return (fields.body.trim() ? form.elements.title : form.elements.body).focus();
  const thread = form === contributing ? {} : { thread: Number(form.closest("[data-thread]").dataset.thread) };
  complain(form, "");
  form.elements.body.value = "";
  if (form.elements.title) form.elements.title.value = "";
  keepDraft(form);
  if (!only) form.closest("details").open = false;
  form.closest("details").querySelector("summary").focus();
  return unsent.add({ ...fields, ...thread, client_id: uuid(), address: form.action });
}

place.addEventListener("submit", submitted);
place.addEventListener("input", (event) => {
  if (event.target.name === "body") keepDraft(event.target.form);
});
place.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.name === "body") event.target.form.requestSubmit();
});

const live = new Live({ heard, signalled: () => {}, closed, stands });
bringDrafts();
live.follow(feed, Number(place.dataset.seq));
live.connect();
unsent.flush();
