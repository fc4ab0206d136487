// The big screen: whatever happens in the room, it is drawn anew as the server sees it, at most twice a second.

import { Live } from "../hub/live.js";
import { icon, redraw, room, words } from "./page.js";

const PAUSE = 500; // ms
const LOOK = 60000; // ms after which it is looked how many are here
const place = document.querySelector("[data-part=projector]");
const line = room.querySelector("[data-line]");

function refresh() {
  if (refresh.timer) return;
  refresh.timer = setTimeout(async () => {
    await redraw(place, "part=projector");
    refresh.timer = null;
  }, PAUSE);
}

function stands(state) {
  const told = { live: ["good", words.live, "ok"], catching: ["wait", words.catching, "wait"], polling: ["wait", words.polling, "wait"] };
  const [tone, text, name] = told[state] || ["wait", words.offline, "wait"];
  line.className = `state ${tone}`;
  line.replaceChildren(icon(name), text);
}

function closed() {
  line.className = "state bad";
  line.replaceChildren(icon("bad"), words.gone);
}

const live = new Live({ heard: refresh, signalled: () => {}, closed, stands });
live.follow(room.dataset.feed, Number(room.dataset.seq));
live.connect();
setInterval(refresh, LOOK);
