// A conversation: what others say appears as they say it; what is written here is kept until the server has it. The same forms work without.

import { Live } from "../hub/live.js";
import { clock, element, link, linked, post } from "../hub/pieces.js";
import { Unsent } from "../hub/unsent.js";
import { uuid } from "../hub/uuid.js";

const words = document.getElementById("live-words").dataset;
const icons = document.getElementById("icons").content;
const talk = document.querySelector(".talk");
const log = talk.querySelector("[role=log]");
const list = log.querySelector("ol");
const form = document.getElementById("say");
const line = talk.querySelector("[data-line]");
const typing = talk.querySelector("[data-typing]");
const feed = talk.dataset.feed;
const reader = Number(talk.dataset.reader);
const page = document.documentElement.lang;
const languages = new Map(words.languages.split(";").filter(Boolean).map((pair) => pair.split("=")));
const people = new Map(JSON.parse(document.getElementById("people").textContent).map((person) => [person.user, person]));
const moments = clock(talk.dataset.zone, { hasDay: true });

// What stands on the page

const icon = (name) => icons.querySelector(`[data-icon=${name}]`).firstElementChild.cloneNode(true);

const nameOf = (person) => person.name || words.nameless;

const isAtTheEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 80;

const toTheEnd = () => {
  log.scrollTop = log.scrollHeight;
};

function about(row) {
  const time = element("time", "", moments.format(new Date(row.created_at)));
  time.dateTime = row.created_at;
  const said = element("p", "about", element("b", "", row.name || (row.author ? words.nameless : words.nobody)), " ", time);
  if (row.language !== page) said.append(" · ", languages.get(row.language) || row.language);
  if (row.edited_at && !row.deleted_at) said.append(" · ", words.changed);
  return said;
}

// One's own can be changed as long as it is there; what somebody else said can be reported, also when it is there no more.
function acts(row) {
  const answer = link(words.answer, `?reply=${row.id}#say`);
  answer.dataset.reply = "";
  const change = row.author === reader && !row.deleted_at ? [" ", link(words.change, `${row.id}/`)] : [];
  const report = row.author && row.author !== reader ? [" ", link(words.report, `${row.id}/report/`)] : [];
  const all = [...(row.deleted_at ? [] : [answer]), ...change, ...report];
  return all.length ? [element("p", "acts", ...all)] : [];
}

function quoted(row) {
  const answered = row.reply_to && document.querySelector(`#message-${row.reply_to} .body`);
  if (!answered) return [];
  const made = link(answered.textContent.slice(0, 80), `#message-${row.reply_to}`);
  made.className = "quoted";
  made.dir = "auto";
  return [made];
}

function size(bytes) {
  const [text, number] = bytes < 1048576 ? [words.kb, Math.max(1, Math.round(bytes / 1024))] : [words.mb, Math.round(bytes / 104857.6) / 10];
  return text.replace(/[\d.,]+/, new Intl.NumberFormat(page).format(number));
}

// What came with it, or is to come with it as long as there is no address yet.
function files(rows) {
  if (!rows || !rows.length) return [];
  const one = (row) => {
    const name = element("span", "", row.name);
    name.dir = "auto";
    const made = row.address ? Object.assign(link("", row.address), { download: "" }) : element("span");
    made.append(icon("file"), name);
    return element("li", "", made, " ", element("span", "", size(row.size)));
  };
  return [element("ul", "files", ...rows.map(one))];
}

function message(row) {
  const body = element("p", row.deleted_at ? "body soft" : "body", ...(row.deleted_at ? [row.is_removed ? words.removed : words.taken] : linked(row.body)));
  if (!row.deleted_at) {
    body.lang = row.language;
    body.dir = "auto";
  }
  const made = element("li", row.author === reader ? "said mine" : "said", about(row), ...quoted(row), body, ...files(row.attachments), ...acts(row));
  made.id = `message-${row.id}`;
  made.dataset.message = row.id;
  made.dataset.seq = row.seq;
  return made;
}

const messages = () => [...list.querySelectorAll("[data-message]")];

// Put a message where its number belongs: in its own place, in that of the one waiting to be sent, or among the others.
function put(row) {
  const made = message(row);
  const waiting = list.querySelector(`[data-client="${row.client_id}"]`);
  const known = document.getElementById(made.id);
  if (waiting) waiting.remove();
  if (known) return known.replaceWith(made);
  const later = messages().find((other) => Number(other.dataset.seq) > row.seq) || list.querySelector("[data-client]");
  return later ? later.before(made) : list.append(made);
}

function placeReaders() {
  for (const mark of list.querySelectorAll(".read")) mark.remove();
  const upTo = new Map();
  for (const person of people.values()) {
    const read = messages().filter((one) => Number(one.dataset.seq) <= person.read_seq);
    if (person.user !== reader && person.is_here && read.length) upTo.set(read[read.length - 1], [...(upTo.get(read[read.length - 1]) || []), nameOf(person)]);
  }
  for (const [one, names] of upTo) one.append(element("p", "read", icon("ok"), words.read.replace("{names}", names.join(", "))));
}

// What is heard

function heard(key, batch) {
  if (batch.limited) return location.reload();
  const follows = isAtTheEnd();
  const rows = batch.rows;
  for (const row of Object.values(rows.message || {})) if (row && !talk.hasAttribute("data-past")) put(row);
  for (const person of Object.values(rows.participant || {})) if (person) people.set(person.user, person);
  for (const one of Object.values(rows.conversation || {})) if (one && form) open(one.is_open);
  typing.textContent = "";
  placeReaders();
  if (follows) toTheEnd();
  return markRead();
}

function open(isOpen) {
  form.hidden = !isOpen;
  talk.querySelector("[data-closed]").hidden = isOpen;
}

function stands(state) {
  const told = { live: ["good", words.live, "ok"], catching: ["wait", words.catching, "wait"], polling: ["wait", words.polling, "wait"] };
  const [tone, text, name] = told[state] || ["wait", words.offline, "wait"];
  line.className = `state ${tone}`;
  line.replaceChildren(icon(name), text);
  if (state === "live") unsent.flush();
}

function closed() {
  line.className = "state bad";
  line.replaceChildren(icon("bad"), words.gone);
  if (form) form.querySelector("button").disabled = true;
}

function signalled(key, signals) {
  const names = signals.filter((one) => one.who !== reader && people.has(one.who)).map((one) => nameOf(people.get(one.who)));
  if (!names.length) return;
  typing.textContent = words.typing.replace("{name}", names.join(", "));
  clearTimeout(typing.timer);
  typing.timer = setTimeout(() => {
    typing.textContent = "";
  }, 4000);
}

// How far this reader has read

let read = 0;
let reading = 0;

function markRead() {
  const last = messages().pop();
  const seq = last ? Number(last.dataset.seq) : 0;
  if (!form || document.visibilityState !== "visible" || seq <= read) return;
  clearTimeout(reading);
  reading = setTimeout(() => {
    read = seq;
    post(talk.dataset.read, [["seq", seq]]).catch(() => {
      read = 0; // told again with the next message
    });
  }, 400);
}

function send({ files: chosen, ...entry }) {
  if (!chosen) return post(form.action, Object.entries(entry));
  const body = new FormData();
  for (const [name, value] of Object.entries(entry)) body.append(name, value);
  for (const file of chosen) body.append("files", file);
  return post(form.action, body);
}

// What is written here

function show(entry, state) {
  let made = list.querySelector(`[data-client="${entry.client_id}"]`);
  if (!made) {
    const body = element("p", "body", ...linked(entry.body));
    body.dir = "auto";
    made = element("li", "said mine", body, ...files(entry.files), element("p", "state"));
    made.dataset.client = entry.client_id;
    list.append(made);
    toTheEnd();
  }
  const told = made.querySelector(".state");
  told.className = `state ${state === "sending" ? "" : "wait"}`;
  told.replaceChildren(...(state === "sending" ? [words.sending] : [icon("wait"), entry.files ? words.files : words.unsent]));
}

// What is in the box, with the text of what waits with files: should the page be closed before they are sent, the text is here again.
function keepDraft() {
  const waiting = unsent.withFiles.map((entry) => entry.body);
  unsent.keepDraft([...waiting, form.elements.body.value].filter(Boolean).join("\n\n"));
}

// What cannot go with a message, said before it is on its way.
function wrongWith(chosen) {
  if (chosen.length > 3) return words.many;
  const large = chosen.find((file) => file.size > 10 * 1048576);
  return large ? words.large.replace("{name}", large.name) : "";
}

// Refused: the text goes back into the box, with the reason; the files have to be chosen anew.
function giveBack(entry, reason) {
  const waiting = list.querySelector(`[data-client="${entry.client_id}"]`);
  if (waiting) waiting.remove();
  const body = form.elements.body;
  body.value = body.value ? `${entry.body}\n\n${body.value}` : entry.body;
  complain(reason);
  keepDraft();
  body.focus();
}

function complain(text) {
  const error = form.querySelector("[data-error]");
  error.textContent = text;
  error.hidden = !text;
}

const unsent = new Unsent(`tvers.unsent.${reader}.${feed}`, {
  send,
  show,
  accepted: (entry, row) => {
    put(row);
    if (entry.files) keepDraft();
    people.set(reader, { ...people.get(reader), read_seq: row.seq });
    placeReaders();
    toTheEnd();
  },
  refused: (entry, reason) => giveBack(entry, reason || words.gone),
});

function answer(id) {
  const body = document.querySelector(`#message-${id} .body`);
  const note = form.querySelector("[data-quoted]");
  form.elements.reply_to.value = body ? id : "";
  note.hidden = !body;
  note.textContent = body ? body.textContent.slice(0, 80) : "";
  if (body) form.elements.body.focus();
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { body, language, reply_to, files: input } = form.elements;
    const chosen = [...input.files];
    complain(wrongWith(chosen));
    if (!body.value.trim() || wrongWith(chosen)) return body.focus();
    const entry = { body: body.value, language: language.value, reply_to: reply_to.value, client_id: uuid() };
    unsent.add(chosen.length ? { ...entry, files: chosen } : entry);
    body.value = "";
    input.value = "";
    keepDraft();
    return answer(null);
  });
  form.elements.body.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.elements.body.addEventListener("input", () => {
    keepDraft();
    live.signal(feed, "typing");
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("[data-reply]");
    if (!link) return;
    event.preventDefault();
    answer(link.closest("[data-message]").dataset.message);
  });
  if (!form.elements.body.value) form.elements.body.value = unsent.draft();
}

const live = new Live({ heard, signalled, closed, stands });
live.follow(feed, Number(talk.dataset.seq));
live.connect();
document.addEventListener("visibilitychange", markRead);
toTheEnd();
if (form) unsent.flush();
