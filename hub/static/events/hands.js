// Hands and the speakers' queue: who has the word, and then who waits, in their order.

import { fresh, nameOf, seat, show, slot } from "./page.js";

const list = document.querySelector("[data-hands]");
const form = document.querySelector("form[data-hand]");

const weight = (one) => `${one.hasAttribute("data-word") ? 0 : 1} ${new Date(one.dataset.at).toISOString()}`;

export function put(id, row) {
  const known = document.getElementById(`hand-${id}`);
  if (row && row.by === seat) mine(!row.is_down);
  if (!row || row.is_down) return known && known.remove();
  const made = known || fresh("hand", id);
  made.dataset.by = row.by;
  made.dataset.at = row.raised_at;
  made.toggleAttribute("data-word", row.has_word);
  slot(made, "name").textContent = nameOf(row);
  show(made, "word", row.has_word);
  if (!known) list.append(made);
  const sorted = [...list.children].sort((one, other) => (weight(one) < weight(other) ? -1 : 1));
  return sorted.every((one, number) => one === list.children[number]) || list.append(...sorted);
}

function mine(isUp) {
  if (!form) return;
  const had = form.contains(document.activeElement);
  for (const button of form.querySelectorAll("button")) button.hidden = (button.value === "up") === isUp;
  if (had) form.querySelector("button:not([hidden])").focus();
}
