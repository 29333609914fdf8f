/**
 * The big screen renews its panels every data-every seconds. When the server is lost, or the
 * session has ended, the last panels stay, dimmed, and a line says so and of when they are; it
 * goes on asking. Nothing is kept from one renewal to the next, so that it runs for weeks.
 */

const panels = document.getElementById("screen");
const state = document.getElementById("screen-state");
const login = document.getElementById("screen-login");
const EVERY = Number(panels.dataset.every) * 1000;
const PATIENCE = 30_000;
let lastGood = new Date();

function say(words) {
  const time = lastGood.toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
  state.textContent = words ? words.replace("{time}", time) : "";
  panels.classList.toggle("screen-stale", Boolean(words));
}

/** Renew once; resolves when it is done, whatever came of it. */
async function renew() {
  try {
    const answer = await fetch(panels.dataset.url, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    const ended = answer.type === "opaqueredirect" || answer.status === 403;
    login.hidden = !ended;
    if (ended) return say(state.dataset.ended);
    if (!answer.ok) return say(state.dataset.lost);
    panels.innerHTML = await answer.text();
    lastGood = new Date();
    return say("");
  } catch {
    return say(state.dataset.lost);
  }
}

async function run() {
  await renew();
  setTimeout(run, EVERY);
}

setTimeout(run, EVERY);
