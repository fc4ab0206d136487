// Questions: they come, change and go as they are told; their order stays as it is while somebody is at them.

import { complain, fresh, insist, nameOf, say, show, slot, tellLanguage, words } from "./page.js";
import { uuid } from "../hub/uuid.js";

const section = document.getElementById("questions");
const list = section.querySelector("[data-questions]");
const again = section.querySelector("[data-sort]");

const weight = (one) => [one.hasAttribute("data-pinned") ? 0 : 1, one.dataset.state === "answered" ? 1 : 0, -Number(one.dataset.votes), Number(one.dataset.question)];

function inOrder() {
  return [...list.children].sort((one, other) => {
    const [a, b] = [weight(one), weight(other)];
    const place = a.findIndex((value, number) => value !== b[number]);
    return place === -1 ? 0 : a[place] - b[place];
  });
}

const isAtThem = () => list.contains(document.activeElement) || list.matches(":hover") || Boolean(list.querySelector("details[open], form[data-dirty]"));

function sort() {
  const sorted = inOrder();
  const isSorted = sorted.every((one, number) => one === list.children[number]);
  again.hidden = isSorted || !isAtThem();
  if (!isSorted && !isAtThem()) list.append(...sorted);
}

again.addEventListener("click", () => {
  list.append(...inOrder());
  again.hidden = true;
});

export function put(id, row) {
  const known = document.getElementById(`question-${id}`);
  if (!row) return known && known.remove();
  const made = known || fresh("question", id);
  made.dataset.votes = row.votes;
  made.dataset.state = row.state;
  made.toggleAttribute("data-pinned", row.is_pinned);
  slot(made, "votes").textContent = row.votes;
  say(made, "body", row.body, row.language);
  slot(made, "name").textContent = row.is_anonymous ? "" : nameOf(row);
  show(made, "name", !row.is_anonymous);
  show(made, "anonymous", row.is_anonymous);
  tellLanguage(made, row.language);
  show(made, "pinned", row.is_pinned);
  show(made, "answered", row.state === "answered");
  say(made, "answer", row.answer, row.answer_language || row.language);
  show(made, "answer", Boolean(row.answer));
  if (!known) list.append(made);
  return sort();
}

export function count(row) {
  for (const name of ["held", "answered", "pinned"]) section.querySelector(`[data-count=${name}]`).textContent = row[name];
}

export async function vote(form) {
  const button = form.querySelector("button");
  if (!(await insist(form, button))) return;
  const isUp = button.value === "up";
  button.value = isUp ? "back" : "up";
  button.setAttribute("aria-pressed", isUp);
}

list.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-vote]")) return;
  event.preventDefault();
  vote(event.target);
});

// Under a new name of its own, so that the next one is another question; and nothing of it stays in the browser.
export function asked(form, answer) {
  form.reset();
  form.elements.client_id.value = uuid();
  complain(form, answer.is_held ? words.waits : words.sent);
}

list.addEventListener("focusout", () => setTimeout(sort, 300));
