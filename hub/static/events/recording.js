// Chapters of a film: a click goes there. Without this script they say at which minute to look.

const film = document.querySelector(".video video");

for (const link of document.querySelectorAll("[data-second]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    film.currentTime = Number(link.dataset.second);
    film.play();
    film.focus();
  });
}
