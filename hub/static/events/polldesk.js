// A poll as its host writes it: what its kind does not ask for is out of sight, and is not sent. Without this script all of it is there, under headings.

const kind = document.querySelector("select[name=kind]");
const parts = document.querySelectorAll("[data-kinds]");

function show() {
  for (const part of parts) part.hidden = part.disabled = !part.dataset.kinds.split(" ").includes(kind.value);
}

kind.addEventListener("change", show);
addEventListener("pageshow", show); // also when the browser has gone back to it
show();
