// The room of an event: what happens is told by its feeds, and shown part by part. The same forms work without.

import { Live } from "../hub/live.js";
import { post } from "../hub/pieces.js";
import * as challenges from "./challenges.js";
import * as chat from "./chat.js";
import * as groups from "./groups.js";
import * as hands from "./hands.js";
import { icon, insist, isLeader, redraw, reloadSoon, room, words } from "./page.js";
import * as polls from "./polls.js";
import * as questions from "./questions.js";

const BEAT = 60000; // ms between two words that this page is open
const { feed, hosts } = room.dataset;
const line = room.querySelector("[data-line]");
const desk = document.querySelector("[data-part=hosts]");
const held = document.querySelector("[data-held]");

const standingOf = (row) => (row.is_rehearsal ? "rehearsal" : row.is_closed ? "closed" : row.is_open ? "open" : "waiting");

function stand(row) {
  questions.count(row);
  for (const item of document.querySelectorAll("li[data-item]")) {
    if (Number(item.dataset.item) === row.item) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  }
  if (held) held.textContent = row.held ? words.held.replace("{number}", row.held) : "";
  if (standingOf(row) !== room.dataset.standing || String(row.holds_questions) !== room.dataset.holds) reloadSoon();
}

function redrawDesk() {
  clearTimeout(redrawDesk.timer);
  redrawDesk.timer = setTimeout(async () => {
    if (!(await redraw(desk, "part=hosts"))) redrawDesk.timer = setTimeout(redrawDesk, 3000);
  }, 200);
}

const each = (rows, put) => Object.entries(rows || {}).forEach(([id, row]) => put(id, row));

function heard(key, batch) {
  if (batch.limited) return reloadSoon();
  const { rows } = batch;
  if (key.startsWith("group:")) return each(rows.group, groups.heard);
  if (isLeader && (key === hosts || rows.room || rows.round || rows.challenge)) redrawDesk();
  if (key === hosts) return each(rows.poll, polls.put);
  each(rows.message, (id, row) => (row ? chat.put(row) : chat.remove(id)));
  each(rows.question, questions.put);
  each(rows.challenge, challenges.put);
  each(rows.hand, hands.put);
  if (!isLeader) each(rows.poll, polls.put);
  each(rows.round, (id, row) => groups.put(id, row, batch.events.some((event) => event.kind === "round.changed")));
  return each(rows.room, (id, row) => row && stand(row));
}

function stands(state) {
  const told = { live: ["good", words.live, "ok"], catching: ["wait", words.catching, "wait"], polling: ["wait", words.polling, "wait"] };
  const [tone, text, name] = told[state] || ["wait", words.offline, "wait"];
  line.className = `state ${tone}`;
  line.replaceChildren(icon(name), text);
  if (state === "live") chat.flush();
}

function closed(key) {
  if (key === hosts) return reloadSoon();
  if (key && key.startsWith("group:")) return groups.soon();
  line.className = "state bad";
  return line.replaceChildren(icon("bad"), words.gone);
}

// Sending

function sent(form, answer) {
  if (form.hasAttribute("data-goes")) form.remove();
  if (form.closest("[data-part=groups]")) groups.soon();
  if (form.id === "ask") questions.asked(form, answer);
  if (form.id === "raise") challenges.raised(form);
  if (desk && desk.contains(form)) redrawDesk();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-send]")) return;
  event.preventDefault();
  const answer = await insist(form, event.submitter);
  if (answer) sent(form, answer);
  const poll = form.hasAttribute("data-replaces") && form.closest("[data-poll]");
  if (poll && answer) polls.refresh(poll.dataset.poll);
});

// Being here

async function beat() {
  const response = await post(room.dataset.here, []).catch(() => null);
  if (!response || !response.ok) return;
  const { number, about } = await response.json();
  room.querySelector("[data-number-here]").textContent = (about ? words.about : words.here).replace("{number}", number);
}

const live = new Live({ heard, signalled: () => {}, closed, stands });
live.follow(feed, Number(room.dataset.seq));
if (hosts) live.follow(hosts, Number(room.dataset.hostsSeq));
groups.follow(live);
live.connect();
chat.toTheEnd();
chat.flush();
if (room.hasAttribute("data-alive")) setInterval(beat, BEAT * (0.9 + 0.2 * Math.random()));
