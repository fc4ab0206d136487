// The talk of a room: what others say appears as they say it; what is written here is kept until the server has it.

import { post } from "../hub/pieces.js";
import { Unsent } from "../hub/unsent.js";
import { uuid } from "../hub/uuid.js";
import { complain, fresh, icon, nameOf, room, say, seat, show, slot, tellLanguage, tellTime, words } from "./page.js";

const MOST = 300; // messages kept on the page
const log = document.querySelector("#chat [role=log]");
const list = log.querySelector("ol");
const form = document.getElementById("say");

const isAtTheEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 80;

export const toTheEnd = () => { log.scrollTop = log.scrollHeight; };

function fill(row) {
  const made = fresh("message", row.id);
  made.dataset.seq = row.seq;
  made.classList.toggle("mine", row.by === seat);
  slot(made, "name").textContent = nameOf(row);
  show(made, "host", row.is_host);
  show(made, "body", !row.is_removed);
  show(made, "removed", row.is_removed);
  show(made, "acts", !row.is_removed);
  say(made, "body", row.body, row.language);
  tellLanguage(made, row.language);
  tellTime(made, row.created_at);
  return made;
}

export function put(row) {
  const follows = isAtTheEnd();
  const made = fill(row);
  const waiting = list.querySelector(`[data-client="${row.client_id}"]`);
  const known = document.getElementById(made.id);
  if (waiting && row.by === seat) waiting.remove();
  const empty = log.querySelector("[data-empty]");
  if (empty) empty.remove();
  if (known) known.replaceWith(made);
  else {
    const later = [...list.querySelectorAll("[data-message]")].reverse().findIndex((other) => Number(other.dataset.seq) < row.seq);
    const all = list.querySelectorAll("[data-message]");
    const before = later === -1 ? null : all[all.length - 1 - later];
    if (before) before.after(made);
    else list.prepend(made);
  }
  if (!follows) return;
  while (list.children.length > MOST) list.firstElementChild.remove();
  toTheEnd();
}

export function remove(id) {
  const known = document.getElementById(`message-${id}`);
  if (known) known.remove();
}

function pending(entry, state) {
  let made = list.querySelector(`[data-client="${entry.client_id}"]`);
  if (!made) {
    made = document.createElement("li");
    made.className = "said mine";
    made.dataset.client = entry.client_id;
    const body = document.createElement("p");
    body.className = "body";
    body.dir = "auto";
    body.textContent = entry.body;
    made.append(body, Object.assign(document.createElement("p"), { className: "state" }));
    list.append(made);
    toTheEnd();
  }
  const told = made.querySelector(".state");
  told.className = `state ${state === "sending" ? "" : "wait"}`;
  told.replaceChildren(...(state === "sending" ? [words.sending] : [icon("wait"), words.unsent]));
}

// Refused: the text goes back into the box, with the reason.
function giveBack(entry, reason) {
  const waiting = list.querySelector(`[data-client="${entry.client_id}"]`);
  if (waiting) waiting.remove();
  const { body } = form.elements;
  body.value = body.value ? `${entry.body}\n\n${body.value}` : entry.body;
  unsent.keepDraft(body.value);
  complain(form, reason || words.gone);
}

const unsent = form && new Unsent(`tvers.unsent.${seat}.${room.dataset.feed}`, {
  send: ({ at, ...entry }) => post(form.action, Object.entries(entry)),
  show: pending,
  accepted: (entry, row) => put(row),
  refused: giveBack,
});

export const flush = () => unsent && unsent.flush();

if (form) {
  const { body, language } = form.elements;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    complain(form, "");
    if (!body.value.trim()) return;
    unsent.add({ client_id: uuid(), body: body.value, language: language.value });
    body.value = "";
    delete form.dataset.dirty;
    unsent.keepDraft("");
  });
  body.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  body.addEventListener("input", () => unsent.keepDraft(body.value));
  if (!body.value) body.value = unsent.draft();
}
