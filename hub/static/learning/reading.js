// A practice that a visitor without an account has read is counted: once while their browser is open, when it was before them for ten seconds.
// It goes without a cookie, and says which practice it is and nothing else.

const SECONDS = 10;
const { reading } = document.querySelector("[data-reading]").dataset;
const name = `read:${reading}`;

// Whether it was counted; where the browser remembers nothing, it is as if it had been.
function isCounted() {
  try {
    return sessionStorage.getItem(name) !== null;
  } catch {
    return true;
  }
}

let seen = 0;
const clock = isCounted()
  ? 0
  : setInterval(() => {
      if (document.visibilityState !== "visible") return;
      seen += 1;
      if (seen < SECONDS) return;
      clearInterval(clock);
      sessionStorage.setItem(name, "1");
      fetch(reading, { method: "POST", credentials: "omit", keepalive: true }).catch(() => {});
    }, 1000);
