// Says on the page when a passkey was not used: allauth's scripts tell of it by an event.
const refusal = document.getElementById("passkey-refusal");

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  if (!refusal) return;
  refusal.hidden = false;
  refusal.scrollIntoView({ block: "nearest" });
});
