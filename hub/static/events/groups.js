// Groups: a round that changes is fetched as the server draws it. What others of a group write appears in its box, unless somebody is writing there.

import { insist, isBusy, isLeader, redraw } from "./page.js";

const section = document.getElementById("groups");
const place = section.querySelector("[data-part=groups]");
const line = section.querySelector("[data-groups-line]");
const link = document.querySelector("[data-to-groups]");

// The feeds of the groups that are shown, as the part is drawn anew too.
export function follow(live) {
  follow.live = live || follow.live;
  for (const one of place.querySelectorAll("[data-group][data-seq]")) {
    const key = `group:${one.dataset.group}`;
    if (!follow.live.seqs.has(key)) follow.live.follow(key, Number(one.dataset.seq));
  }
}

async function refresh() {
  if (!(await redraw(place, "part=groups"))) return soon(isBusy(place) ? 3000 : 30000);
  section.hidden = !place.querySelector("[data-round]");
  link.hidden = section.hidden;
  return follow();
}

// Not all of five hundred pages at the same moment.
export function soon(ms = isLeader ? 0 : 1000 * Math.random()) {
  clearTimeout(soon.timer);
  soon.timer = setTimeout(refresh, ms);
}

const versionOf = (row) => Object.values(row.groups).reduce((sum, group) => sum + (group.version || 0), 0);

const isAsShown = (one, row) => one.dataset.state === row.state && one.dataset.shown === String(row.shown || "") && Number(one.dataset.version) === versionOf(row);

// Whoever is in no group may have been put into one: by a host (`isChanged`: more has happened than that people came), or where the hub mixes.
const mayBeIn = (one, isChanged) => !one.hasAttribute("data-mine") && (isChanged || (one.hasAttribute("data-mixed") && !isLeader));

export function put(id, row, isChanged) {
  const one = document.getElementById(`round-${id}`);
  if (!row) return one && soon();
  if (!one || one.dataset.state !== row.state) line.textContent = line.dataset[row.state];
  if (!one || !isAsShown(one, row) || mayBeIn(one, isChanged)) return soon();
  for (const [key, group] of Object.entries(row.groups)) {
    for (const size of one.querySelectorAll(`[data-size-of="${key}"]`)) size.textContent = group.size;
  }
  return null;
}

// What a group writes

const isWriting = (form) => form.hasAttribute("data-dirty") || form.hasAttribute("data-sending");

const tell = (form, name, isShown) => { form.querySelector(`[data-${name}]`).hidden = !isShown; };

function fill(form, row) {
  const name = form.dataset.write;
  const { text, version, language } = form.elements;
  if (Number(version.value) >= row[`${name}_version`]) return;
  tell(form, "saved", false);
  if (isWriting(form)) {
    tell(form, "meanwhile", true);
    return;
  }
  text.value = row[name];
  version.value = row[`${name}_version`];
  if (language && row.report_language) language.value = row.report_language;
}

export function heard(id, row) {
  const one = document.getElementById(`group-${id}`);
  if (!one || !row) return soon();
  for (const form of one.querySelectorAll("[data-write]")) fill(form, row);
  const note = one.querySelector("[data-note]");
  if (note) note.textContent = row.note || "…";
  if (Number(one.dataset.size) !== row.size || one.dataset.video !== row.video) soon();
  return null;
}

async function save(form, button) {
  const sent = form.elements.text.value;
  tell(form, "saved", false);
  const answer = await insist(form, button);
  if (!answer) return;
  form.elements.version.value = answer.version;
  form.querySelector("[data-current]").hidden = true;
  tell(form, "meanwhile", false);
  tell(form, "saved", true);
  line.textContent = line.dataset.saved;
  if (form.elements.text.value !== sent) form.dataset.dirty = ""; // they wrote on meanwhile
}

place.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-write]")) return;
  event.preventDefault();
  save(event.target, event.submitter);
});

// Somebody else has saved meanwhile: theirs is shown above the box, in which one's own stays, and takes its place when it is saved again.
place.addEventListener("refused", (event) => {
  const { current, version } = event.detail;
  const form = event.target;
  if (current === undefined) return;
  const shown = form.querySelector("[data-current]");
  shown.querySelector(".body").textContent = current;
  shown.hidden = false;
  form.elements.version.value = version;
  tell(form, "meanwhile", false);
});

place.addEventListener("input", (event) => {
  const form = event.target.closest("[data-write]");
  if (form) tell(form, "saved", false);
});
