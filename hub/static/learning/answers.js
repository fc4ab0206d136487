// Answers on a lesson's page: saved as they are given, kept until the server has them, with a word for each state.
// Without this script the same forms work by themselves.

import { uuid } from "../hub/uuid.js";
import { Outbox, hasAny } from "./outbox.js";

const words = document.getElementById("words").dataset;
const icons = document.getElementById("icons").content;
const offline = document.querySelector(".offline");
const outbox = new Outbox();
const forms = new Map();
const source = uuid(); // this open page
const PAUSE = 700; // ms without a keystroke before a text is saved
let identity = null; // who is answering, and a token to answer with: fetched when it is first needed
let sending = null;
let retry = { timer: 0, delay: 1000 };

// One task on the page.
class TaskForm {
  constructor(section) {
    this.section = section;
    this.id = section.dataset.task;
    this.form = section.querySelector("form");
    this.status = section.querySelector("[data-status]");
    this.error = section.querySelector("[data-error]");
    this.isOpen = !section.querySelector("[data-feedback]");
    const named = this.form.querySelector("input[name=attempt]");
    this.attempt = named ? named.value : uuid();
    this.revision = Number(this.form.dataset.revision);
    this.base = this.revision; // the newest that this page knows to be saved
    if (!this.isOpen) return;
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", (event) => this.submitted(event));
  }

  fields() {
    return [...new FormData(this.form)].filter(([name]) => !["csrfmiddlewaretoken", "attempt"].includes(name));
  }

  // Whether there is an answer to save: something chosen or written, and in lists of places everything.
  isComplete() {
    const selects = [...this.form.querySelectorAll("select")];
    if (selects.length && selects.some((select) => !select.value)) return false;
    const places = selects.filter((select) => select.name.startsWith("place-")).map((select) => select.value);
    if (new Set(places).size < places.length) return false;
    const isList = this.form.querySelector("input[name=ticked]") !== null;
    return isList || this.fields().some(([, value]) => value.trim());
  }

  changed() {
    clearTimeout(this.pause);
    this.say("", "");
    this.complain("");
    const isText = this.form.querySelector("textarea, input[name=text], input[name=number]") !== null;
    this.keep({ isReady: false, check: false });
    if (this.isComplete()) this.pause = setTimeout(() => this.save(false), isText ? PAUSE : 0);
  }

  submitted(event) {
    if (event.submitter && event.submitter.hasAttribute("formaction")) return; // it goes to a page of its own
    event.preventDefault();
    clearTimeout(this.pause);
    this.save(Boolean(event.submitter && event.submitter.name === "check"));
  }

  save(check) {
    this.keep({ isReady: true, check });
    this.say("wait", navigator.onLine ? words.saving : words.waiting, navigator.onLine ? "" : "wait");
    flush();
  }

  keep({ isReady, check }) {
    this.revision += 1;
    const { form, attempt, revision, base } = this;
    outbox.put({ task: this.id, address: form.action.split("#")[0], attempt, revision, base, source, fields: this.fields(), isReady, check });
  }

  // Put back what was written here and has not reached the server.
  restore(entry) {
    if (!this.isOpen) return;
    this.attempt = entry.attempt;
    this.revision = Math.max(this.revision, entry.revision);
    const given = entry.fields;
    for (const control of this.form.elements) {
      const values = given.filter(([name]) => name === control.name).map(([, value]) => value);
      if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
      else if (values.length && control.type !== "hidden") control.value = values[0];
    }
    if (entry.isReady) this.say("wait", words.waiting, "wait");
  }

  say(tone, text, icon = "") {
    this.status.className = `state ${tone}`;
    this.status.textContent = text;
    if (icon) this.status.prepend(icons.querySelector(`[data-icon=${icon}]`).firstElementChild.cloneNode(true));
  }

  complain(text) {
    this.error.textContent = text;
    this.error.hidden = !text;
    for (const control of this.form.querySelectorAll("textarea, input[name=text], input[name=number]")) {
      if (text) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }

  accepted(entry, state) {
    outbox.remove(entry);
    this.base = Math.max(this.base, state.revision);
    if (state.html) return this.replace(state.html);
    if (entry.revision === this.revision) this.say("good", words.saved, "ok");
    const keep = this.section.querySelector("[data-keep]");
    if (keep) keep.hidden = false;
    return undefined;
  }

  replace(html) {
    const fresh = document.createRange().createContextualFragment(html).querySelector("[data-task]");
    this.section.replaceWith(fresh);
    forms.set(this.id, new TaskForm(fresh));
    const feedback = fresh.querySelector("[data-feedback]");
    if (feedback) feedback.focus();
  }

  refused(entry, state) {
    outbox.put({ ...entry, isReady: false });
    this.say("bad", words.refused, "bad");
    this.complain(state.message || "");
  }

  // Something newer was saved elsewhere: nothing is thrown away before the learner has chosen.
  stale(entry, state) {
    this.refused(entry, state);
    const choose = (label, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = label;
      button.addEventListener("click", act);
      return button;
    };
    const mine = choose(words.mine, () => {
      this.attempt = state.is_checked ? uuid() : state.attempt;
      this.revision = this.base = state.is_checked ? 0 : state.revision;
      row.remove();
      this.complain("");
      this.save(entry.check);
    });
    const theirs = choose(words.theirs, () => {
      outbox.remove(entry);
      location.reload();
    });
    const row = document.createElement("p");
    row.className = "row";
    row.append(mine, theirs);
    this.error.after(row);
  }
}

async function identify() {
  const response = await fetch(words.state, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.status);
  identity = await response.json();
  if (identity.is_forgotten) outbox.adopt();
  outbox.belongTo(identity.learner);
}

// Send what waits, one after the other; come back later if the line or the server is gone.
function flush() {
  sending = sending || sendAll().finally(() => {
    sending = null;
  });
  return sending;
}

async function sendAll() {
  clearTimeout(retry.timer);
  try {
    if (!identity) await identify();
    for (let entry = next(); entry; entry = next()) await send(entry);
    retry.delay = 1000;
    offline.hidden = true;
  } catch (error) {
    wait();
  }
}

const next = () => outbox.entries().find((entry) => entry.isReady);

function wait() {
  for (const entry of outbox.entries()) {
    const task = forms.get(entry.task);
    if (entry.isReady && task) task.say("wait", words.waiting, "wait");
  }
  retry.timer = setTimeout(flush, retry.delay * (0.5 + Math.random()));
  retry.delay = Math.min(retry.delay * 2, 60000);
}

async function send(entry, isSecond = false) {
  const said = ["attempt", "revision", "base", "source"].map((name) => [name, entry[name]]);
  const body = new URLSearchParams([...entry.fields, ...said]);
  if (entry.check) body.append("check", "1");
  const headers = { Accept: "application/json", "X-CSRFToken": identity.token };
  const response = await fetch(entry.address, { method: "POST", body, headers });
  if (response.status === 403 && !isSecond) {
    await identify();
    return send(entry, true);
  }
  if (response.status >= 500 || response.status === 429) throw new Error(response.status);
  const isOurs = (response.headers.get("Content-Type") || "").includes("json");
  settle(entry, response.status, isOurs ? await response.json() : {});
  return undefined;
}

function settle(entry, status, state) {
  if (state.learner) {
    identity = { ...identity, ...state };
    outbox.belongTo(state.learner);
  }
  const task = forms.get(entry.task);
  if (!task) return status < 400 ? outbox.remove(entry) : outbox.put({ ...entry, isReady: false }); // of another lesson: shown there
  if (status === 409) return task.stale(entry, state);
  if (status >= 400) return task.refused(entry, state);
  if (state.is_lesson_done) finish(state);
  return task.accepted(entry, state);
}

function finish(state) {
  const way = document.querySelector(".next");
  if (state.finished_address) {
    const link = way.querySelector(".button.main");
    link.href = state.finished_address;
    link.firstChild.textContent = words.finished;
  }
  if (way.previousElementSibling.matches("[data-done]")) return;
  const note = document.createElement("p");
  note.className = "notice good";
  note.dataset.done = "";
  note.setAttribute("role", "status");
  way.before(note);
  note.textContent = words.done;
}

for (const section of document.querySelectorAll("[data-task]")) {
  const task = new TaskForm(section);
  forms.set(task.id, task);
}

document.addEventListener("lesson-done", (event) => finish(event.detail)); // told by a tool, which saves by itself

addEventListener("offline", () => {
  offline.textContent = words.offline;
  offline.hidden = false;
});
addEventListener("online", () => {
  offline.hidden = true;
  flush();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && next()) flush();
});

if (hasAny()) {
  outbox.belongTo(words.learner ? Number(words.learner) : null);
  for (const entry of outbox.entries()) {
    const task = forms.get(entry.task);
    if (task) task.restore(entry);
  }
  flush();
}
