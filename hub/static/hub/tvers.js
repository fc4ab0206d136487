// What every page does a little better with a script: menus that close, films that load on a click, printing, text to be copied, hours on your clock.

const menu = document.querySelector("details.tongue");
if (menu) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

for (const link of document.querySelectorAll("a[data-embed]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = link.href;
    frame.title = link.dataset.title;
    frame.allowFullscreen = true;
    if (link.dataset.allow) frame.allow = link.dataset.allow;
    link.parentElement.replaceWith(frame);
    frame.focus();
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Titles while somebody writes what they look for; the script comes when the box is first entered.
for (const box of document.querySelectorAll("form[data-titles]")) {
  box.addEventListener("focusin", () => import(box.dataset.script).then(({ propose }) => propose(box)).catch(() => {}), { once: true });
}

// Somebody unknown has a clock, too.
for (const select of document.querySelectorAll("select[data-own-zone]")) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if ([...select.options].some((option) => option.value === timeZone)) select.value = timeZone;
}

for (const box of document.querySelectorAll("[data-select]")) box.addEventListener("focus", () => box.select());

// Hours: those of an event's host stand in the page; the reader's, where their clock shows another, are added beside. Both are in `datetime`.
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const hour = (moment) => moment.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const shortDay = (moment) => moment.toLocaleDateString(language, { weekday: "short", day: "numeric", month: "short" });
const dayOf = (moment) => [moment.getFullYear(), `0${moment.getMonth() + 1}`.slice(-2), `0${moment.getDate()}`.slice(-2)].join("-");

function isOnOurClock(written) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(written);
  return -new Date(written).getTimezoneOffset() === Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
}

for (const place of document.querySelectorAll("[data-when]")) {
  const written = place.dataset.when;
  const [begins, ends] = [new Date(written), new Date(place.dataset.until)];
  if (isOnOurClock(written)) continue;
  const until = dayOf(begins) === dayOf(ends) ? hour(ends) : `${shortDay(ends)} ${hour(ends)}`;
  const onDay = dayOf(begins) === written.slice(0, 10) ? "" : `${shortDay(begins)}, `;
  const yours = document.createElement("span");
  yours.className = "yours";
  yours.textContent = place.dataset.yours.replace("{hours}", `${onDay}${hour(begins)}–${until}`);
  place.append(" ", yours);
}

for (const note of document.querySelectorAll("[data-clock-note]")) {
  const times = [...document.querySelectorAll("[data-clock-time]")];
  if (times.every((time) => isOnOurClock(time.dateTime))) continue;
  for (const time of times) time.textContent = hour(new Date(time.dateTime));
  note.textContent = note.dataset.clockNote;
}
