/**
 * One phone, one person at a time. On every page: what is kept here for somebody else is locked as
 * soon as another person is logged in, and on logging out; what waits is sent once there is a signal.
 */

const PERSON = "phone-person";
const LEFT = "phone-left";
const WAITING = "phone-waiting";
const here = document.body.dataset.user || "";
const words = document.getElementById("words").dataset;

export function keptFor() {
  return localStorage.getItem(PERSON) || "";
}

/** From now on this phone keeps things for ``owner``. */
export function keepFor(owner) {
  localStorage.setItem(PERSON, owner);
}

/** Tell every page how many items wait here; it is asked about before logging out. */
export function waits(number) {
  if (number) localStorage.setItem(WAITING, number);
  else localStorage.removeItem(WAITING);
  askBeforeLogout();
}

function askBeforeLogout() {
  for (const form of document.querySelectorAll("form[data-logout]")) {
    if (localStorage.getItem(WAITING)) form.dataset.confirm = words.logoutWaiting;
    else delete form.dataset.confirm;
  }
}

async function lock(owner) {
  const { lockAway } = await import("./phone_away.js");
  await lockAway(owner);
  for (const name of [PERSON, LEFT, WAITING]) localStorage.removeItem(name);
}

function isLeft() {
  return localStorage.getItem(LEFT) || (here && here !== keptFor());
}

/** Done once nothing of anybody else can be read here. */
export const locked = keptFor() && isLeft() ? lock(keptFor()) : Promise.resolve();

document.addEventListener("submit", (event) => {
  const isLogout = event.target.matches("form[data-logout]") && !event.defaultPrevented;
  if (isLogout && keptFor()) localStorage.setItem(LEFT, "yes");
});

askBeforeLogout();
if (here && here === keptFor() && localStorage.getItem(WAITING)) {
  import("./phone_send.js").then(({ watch }) => watch(here));
}
