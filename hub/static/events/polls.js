// Polls: one that changes is fetched as the server draws it, unless somebody is in the middle of answering; numbers are set as they are told.

import { isLeader, redraw } from "./page.js";

const place = document.querySelector("[data-part=polls]");

const article = (id) => document.getElementById(`poll-${id}`);

// A part of its own for each, so that one that changes leaves the others alone.
function homeOf(id) {
  const known = article(id);
  if (known && known.parentElement !== place) return known.parentElement;
  const home = document.createElement("div");
  if (known) known.replaceWith(home);
  else place.prepend(home);
  if (known) home.append(known);
  return home;
}

export function refresh(id) {
  return redraw(homeOf(id), `part=poll&poll=${id}`);
}

function isAsShown(one, row) {
  return one && one.dataset.state === row.state && one.hasAttribute("data-counted") === Boolean(row.options);
}

function number(one, row) {
  one.querySelector("[data-voted]").textContent = row.voted;
  const counts = { ...Object.fromEntries(Object.entries(row.options || {}).map(([key, value]) => [`options:${key}`, value])) };
  for (const [key, value] of Object.entries(row.groups || {})) counts[`groups:${key}`] = value;
  counts.alone = row.alone || 0;
  const most = Math.max(1, ...Object.values(counts));
  for (const line of one.querySelectorAll("[data-line-of]")) {
    const value = counts[line.dataset.lineOf] || 0;
    line.querySelector("b").textContent = value;
    line.querySelector("rect").setAttribute("width", Math.floor((100 * value) / most));
  }
}

const hasGroups = (one, row) => Object.keys(row.groups || {}).every((key) => one.querySelector(`[data-line-of="groups:${key}"]`));

// Not all of five hundred pages at the same moment.
export function put(id, row) {
  const one = article(id);
  if (!row || row.state === "draft") return one && one.remove();
  if (isAsShown(one, row) && hasGroups(one, row)) return number(one, row);
  return setTimeout(() => refresh(id), isLeader ? 0 : 1000 * Math.random());
}
