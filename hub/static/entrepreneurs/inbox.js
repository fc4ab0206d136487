// The list of conversations says when something new has come; it does not change under the reader's hand.

import { Live } from "../hub/live.js";

const words = document.getElementById("live-words").dataset;
const list = document.querySelector("[data-talks]");

function tell() {
  if (document.querySelector("[data-moved]")) return;
  const note = document.createElement("p");
  note.className = "notice good";
  note.dataset.moved = "";
  note.setAttribute("role", "status");
  list.before(note);
  const link = document.createElement("a");
  link.href = location.pathname;
  link.textContent = words.moved;
  note.append(link);
}

if (list) {
  const live = new Live({
    heard: (key, batch) => batch.events.some((event) => event.kind.startsWith("message.")) && tell(),
    signalled: () => {},
    closed: () => {},
    stands: () => {},
  });
  for (const row of list.querySelectorAll("[data-feed]")) live.follow(row.dataset.feed, Number(row.dataset.seq));
  live.connect();
}
