// A tool that saves itself: kept in this browser until the server has it, one sending at a time, with a word for each state.
// Without this script the same form works by itself.

import { uuid } from "../hub/uuid.js";

const words = document.querySelector("[data-tool-words]").dataset;
const icons = document.querySelector("[data-tool-icons]").content;
const source = uuid(); // this open page
const PAUSE = 900; // ms without a keystroke before it is saved
const LONGEST = 60000; // ms between two tries
const OURS = ["csrfmiddlewaretoken", "seen", "key", "more"]; // of the page, and not of what was written
let identity = null; // who is writing, and a token to save with: fetched when it is first needed

const stored = (name) => {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch (error) {
    return null;
  }
};
const store = (name, value) => {
  try {
    if (value) localStorage.setItem(name, JSON.stringify(value));
    else localStorage.removeItem(name);
  } catch (error) {
    // kept by the page itself
  }
};

async function identify() {
  const response = await fetch(words.state, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.status);
  identity = await response.json();
}

class Filling {
  constructor(form) {
    this.form = form;
    this.place = form.closest("[data-tool-task]") || form;
    this.status = this.place.querySelector("[data-status]");
    this.error = form.querySelector("[data-error]");
    this.results = form.querySelector("[data-results]");
    this.name = form.dataset.tool;
    const key = form.querySelector("input[name=key]");
    this.key = key ? key.value : uuid();
    this.seen = Number(form.querySelector("input[name=seen]").value);
    this.learner = words.learner || "new";
    this.change = 0; // counts what was written, so that an older answer of the server does not call newer words saved
    this.delay = 1000;
    this.restore();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => this.submitted(event));
    form.addEventListener("click", (event) => this.clicked(event));
    addEventListener("online", () => this.waits() && this.save());
    addEventListener("pagehide", () => clearTimeout(this.timer));
  }

  get keptAs() {
    return `tvers.tool.${this.learner}.${this.name}`;
  }

  // What was kept before it was known whose it is, or before the tool had a page of its own, is kept under its new name.
  renamed({ learner, name }) {
    const kept = stored(this.keptAs);
    store(this.keptAs, null);
    if (learner) this.learner = String(learner);
    if (name && this.place === this.form) this.name = name;
    if (kept) store(this.keptAs, kept);
  }

  // Whether there is anything to save yet: a choice alone says nothing.
  hasAnything() {
    const written = [...this.form.querySelectorAll(".boxes input:not([type=checkbox]), .boxes textarea")];
    return written.some((control) => control.value.trim()) || this.form.querySelector(".boxes input:checked") !== null;
  }

  fields() {
    return [...new FormData(this.form)].filter(([name]) => !OURS.includes(name));
  }

  waits() {
    return !this.isRefused && (Boolean(stored(this.keptAs)) || this.isUnsaved);
  }

  // Put back what was written here and has not reached the server.
  restore() {
    const kept = stored(this.keptAs) || stored(`tvers.tool.new.${this.name}`);
    if (!kept) return;
    store(`tvers.tool.new.${this.name}`, null);
    for (const [name] of kept.fields) if (!this.form.elements[name]) this.addRowFor(name);
    for (const control of this.form.elements) {
      if (!control.name || control.type === "hidden" || control.type === "submit") continue;
      const value = kept.fields.find(([name]) => name === control.name);
      if (control.type === "checkbox") control.checked = Boolean(value);
      else if (value) [, control.value] = value;
    }
    this.key = kept.key || this.key;
    this.seen = Math.min(kept.seen, this.seen);
    this.changed();
  }

  changed() {
    this.change += 1;
    this.isUnsaved = true;
    store(this.keptAs, { fields: this.fields(), seen: this.seen, key: this.key });
    this.say("", "");
    clearTimeout(this.timer);
    if (!this.isRefused && this.hasAnything()) this.timer = setTimeout(() => this.save(), PAUSE);
  }

  submitted(event) {
    event.preventDefault();
    clearTimeout(this.timer);
    this.isUnsaved = this.isAsked = true;
    this.save();
  }

  clicked(event) {
    const button = event.target.closest("[data-more]");
    if (!button) return;
    event.preventDefault();
    const row = this.addRow(button.closest("fieldset").querySelector(".entries"));
    row.querySelector("input, textarea").focus();
  }

  // A further row of a list, empty, numbered on.
  addRow(list) {
    const last = list.lastElementChild;
    const number = Number(last.dataset.row) + 1;
    const row = last.cloneNode(true);
    row.dataset.row = number;
    const renumbered = (text) => text.replace(new RegExp(`-${number - 1}-`), `-${number}-`);
    for (const element of row.querySelectorAll("[id], [for], [name], [aria-describedby], [data-error-of]")) {
      for (const attribute of ["id", "for", "name", "data-error-of"]) {
        if (element.hasAttribute(attribute)) element.setAttribute(attribute, renumbered(element.getAttribute(attribute)));
      }
      if (element.hasAttribute("aria-describedby")) {
        element.setAttribute("aria-describedby", element.getAttribute("aria-describedby").split(" ").map(renumbered).join(" "));
      }
      element.removeAttribute("aria-invalid");
      if (element.dataset.errorOf) element.textContent = "";
      if ("value" in element) element.value = "";
    }
    for (const label of row.querySelectorAll(".unseen")) label.textContent = label.textContent.replace(/\d+$/, number + 1);
    list.append(row);
    return row;
  }

  addRowFor(name) {
    const [section] = name.split("-");
    const list = this.form.querySelector(`.box-${section} .entries`);
    for (let added = 0; list && !this.form.elements[name] && added < 50; added += 1) this.addRow(list);
  }

  say(tone, text, icon = "") {
    this.status.className = `state ${tone}`;
    this.status.textContent = text;
    if (icon) this.status.prepend(icons.querySelector(`[data-icon=${icon}]`).firstElementChild.cloneNode(true));
  }

  complain(message, errors = {}) {
    this.error.textContent = message;
    this.error.hidden = !message;
    for (const place of this.form.querySelectorAll("[data-error-of]")) {
      const text = errors[place.dataset.errorOf] || "";
      place.textContent = text;
      const control = this.form.elements[place.dataset.errorOf];
      if (control && text) control.setAttribute("aria-invalid", "true");
      else if (control) control.removeAttribute("aria-invalid");
    }
  }

  save() {
    this.sending = this.sending || this.send().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  async send() {
    clearTimeout(this.timer);
    try {
      while (this.isUnsaved) await this.sendOnce();
      this.delay = 1000;
    } catch (error) {
      this.say("wait", words.waiting, "wait");
      this.timer = setTimeout(() => this.save(), this.delay * (0.5 + Math.random()));
      this.delay = Math.min(this.delay * 2, LONGEST);
    }
  }

  async sendOnce(isSecond = false) {
    if (!identity) await identify();
    this.say("wait", words.saving);
    const { change } = this;
    const body = new URLSearchParams([...this.fields(), ["seen", this.seen], ["source", source], ["key", this.key]]);
    const headers = { Accept: "application/json", "X-CSRFToken": identity.token };
    const response = await fetch(this.form.action.split("#")[0], { method: "POST", body, headers });
    if (response.status === 403 && !isSecond) {
      await identify();
      return this.sendOnce(true);
    }
    if (response.status >= 500 || response.status === 429) throw new Error(response.status);
    const isOurs = (response.headers.get("Content-Type") || "").includes("json");
    const state = isOurs ? await response.json() : {};
    if (state.token) {
      identity = { ...identity, ...state };
      this.renamed(state);
    }
    this.isUnsaved = response.ok && change !== this.change;
    if (response.ok && isOurs) return this.accepted(state);
    return this.refused(state, response.status);
  }

  accepted(state) {
    if (!this.isUnsaved) store(this.keptAs, null);
    this.seen = state.revision;
    this.form.elements.seen.value = state.revision;
    this.form.action = this.place === this.form ? state.address : this.form.action;
    this.complain("");
    this.results.innerHTML = state.results.trim();
    const paper = document.querySelector("[data-paper]");
    if (paper && state.paper) paper.innerHTML = state.paper;
    if (!this.isUnsaved) this.say("good", words.saved, "ok");
    const link = this.form.querySelector("[data-sheet]");
    if (link) Object.assign(link, { href: state.address, hidden: false });
    if (state.is_lesson_done) document.dispatchEvent(new CustomEvent("lesson-done", { detail: state }));
    this.redraw(state);
    if (this.place === this.form && location.pathname !== state.address) this.move(state.address);
  }

  // It has a page of its own now, in every language.
  move(address) {
    history.replaceState(null, "", address);
    for (const link of document.querySelectorAll("details.tongue a[hreflang]")) link.href = address.replace(/^\/[^/]+/, `/${link.hreflang}`);
  }

  // What is asked hangs on what was chosen: it is drawn anew, as long as nobody has written on.
  redraw(state) {
    if (!this.reloads || !state.boxes || this.isUnsaved) return;
    this.form.querySelector(".boxes").innerHTML = state.boxes;
    this.form.elements[this.reloads].focus();
    this.reloads = "";
  }

  refused(state, status) {
    this.redraw(state);
    const isAsked = this.isAsked || this.hasAnything();
    this.isAsked = false;
    if (!isAsked && status === 422) return this.say("", ""); // a choice alone is no reason to complain
    this.say("bad", words.refused, "bad");
    this.complain(state.message || "", state.errors);
    return status === 409 && this.stale(state);
  }

  // Something newer was saved elsewhere: both are shown, and nothing is thrown away before somebody has chosen.
  stale(state) {
    this.isRefused = true;
    for (const earlier of this.form.querySelectorAll(".theirs")) earlier.remove();
    const shown = document.createElement("div");
    shown.className = "theirs";
    shown.innerHTML = `<p><b></b></p>${state.theirs}<p class="row"></p>`;
    shown.querySelector("b").textContent = words.other;
    const choose = (label, act) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "button", textContent: label });
      button.addEventListener("click", act);
      shown.lastElementChild.append(button);
    };
    choose(words.mine, () => {
      this.seen = state.revision;
      this.isRefused = false;
      this.isUnsaved = true;
      shown.remove();
      this.save();
    });
    choose(words.theirs, () => {
      store(this.keptAs, null);
      location.reload();
    });
    this.error.after(shown);
  }
}

for (const form of document.querySelectorAll("form[data-tool]")) {
  const filling = new Filling(form);
  form.addEventListener("change", (event) => {
    if (!event.target.hasAttribute("data-reloads")) return;
    filling.reloads = event.target.name;
    filling.save();
  });
}
