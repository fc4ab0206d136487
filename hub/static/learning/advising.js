// What an adviser sees is there by consent alone: when that ends, an open page lets go of it at once, and asks anew what may still be seen.

import { Live } from "../hub/live.js";

const places = [...document.querySelectorAll("[data-advising]")];
const facts = document.querySelector("[data-advising-page]");

function leave(address) {
  document.querySelector("main").replaceChildren();
  location.replace(address);
}

// Something new has come: the page does not change under the hand of somebody who writes.
function tell() {
  if (document.querySelector("[data-moved]")) return;
  const note = document.createElement("p");
  note.className = "notice good";
  note.dataset.moved = "";
  note.setAttribute("role", "status");
  const link = document.createElement("a");
  link.href = location.pathname;
  link.textContent = facts.dataset.moved;
  note.append(link);
  facts.before(note);
}

function heard(key, batch) {
  const kinds = batch.events.map((event) => event.kind);
  if (kinds.some((kind) => ["consent.changed", "advising.changed", "advising.ended", "submission.taken_back"].includes(kind)) || batch.limited) {
    leave(facts.dataset.advisingPage);
  } else if (kinds.length) tell();
}

if (facts && places.length) {
  const live = new Live({ heard, signalled: () => {}, closed: () => leave(facts.dataset.gone), stands: () => {} });
  for (const place of places.slice(0, 90)) live.follow(place.dataset.advising, Number(place.dataset.seq));
  live.connect();
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
