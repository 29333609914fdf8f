/** For whom this phone keeps things, and how many of theirs wait: known at once, on every page. */

const PERSON = "phone-person";
const LEFT = "phone-left";
const WAITING = "phone-waiting";

export function keptFor() {
  return localStorage.getItem(PERSON) || "";
}

/** From now on this phone keeps things for ``owner``. */
export function keepFor(owner) {
  localStorage.setItem(PERSON, owner);
}

/** They log out: what is kept is locked by the next page, if this one has no time left for it. */
export function leave() {
  localStorage.setItem(LEFT, "yes");
}

export function hasLeft() {
  return localStorage.getItem(LEFT) !== null;
}

/** It is locked: nothing is kept for anybody. */
export function keepForNobody() {
  for (const name of [PERSON, LEFT, WAITING]) localStorage.removeItem(name);
}

export function isWaiting() {
  return localStorage.getItem(WAITING) !== null;
}

/** ``number`` items wait here: that is asked about before logging out. */
export function waits(number) {
  if (number) localStorage.setItem(WAITING, number);
  else localStorage.removeItem(WAITING);
  askBeforeLogout();
}

export function askBeforeLogout() {
  const words = document.getElementById("words").dataset;
  for (const form of document.querySelectorAll("form[data-logout]")) {
    if (isWaiting()) form.dataset.confirm = words.logoutWaiting;
    else delete form.dataset.confirm;
  }
}
