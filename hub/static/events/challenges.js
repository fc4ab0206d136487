// Challenges: they come and go as they are told; what has come of one is fetched as the server draws it for this reader.

import { complain, fresh, isLeader, nameOf, redraw, say, slot, tellLanguage, words } from "./page.js";
import { vote } from "./questions.js";
import { uuid } from "../hub/uuid.js";

const list = document.querySelector("[data-challenges]");

const timers = new Map();

// Not all of five hundred pages at the same moment; and once more, if somebody is in the middle of writing there.
function redrawSoon(one, delay) {
  clearTimeout(timers.get(one.id));
  timers.set(one.id, setTimeout(async () => {
    if (one.isConnected && !(await redraw(one, `part=challenge&challenge=${one.dataset.challenge}`))) redrawSoon(one, 3000);
  }, delay));
}

export function put(id, row) {
  const known = document.getElementById(`challenge-${id}`);
  if (!row) return known && known.remove();
  const made = known || fresh("challenge", id);
  slot(made, "votes").textContent = row.votes;
  if (!known) fill(made, row, id);
  const isOther = known ? made.dataset.state !== row.state || made.dataset.came !== String(row.came) : row.state !== "open" || row.came !== 0;
  Object.assign(made.dataset, { votes: row.votes, state: row.state, came: row.came });
  return isOther && redrawSoon(made, isLeader ? 0 : 1000 * Math.random());
}

function fill(made, row, id) {
  say(made, "title", row.title, row.language);
  const title = slot(made, "title");
  title.href = title.getAttribute("href").replace("/0/", `/${id}/`);
  say(made, "body", row.body, row.language);
  slot(made, "name").textContent = nameOf(row);
  tellLanguage(made, row.language);
  list.append(made);
}

list.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-vote]")) return;
  event.preventDefault();
  vote(event.target);
});

// Under a new name of its own, so that the next one is another challenge.
export function raised(form) {
  form.reset();
  form.elements.client_id.value = uuid();
  complain(form, words.sent);
}
