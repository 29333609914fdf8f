/**
 * One phone, one person at a time. On every page: what is kept here for somebody else is locked as
 * soon as another person is logged in, and on logging out; what waits is sent once there is a signal.
 */

import {
  askBeforeLogout, hasLeft, isWaiting, keepForNobody, keptFor, leave,
} from "./phone_person.js";

const here = document.body.dataset.user || "";

async function lock(owner) {
  const { lockAway } = await import("./phone_away.js");
  await lockAway(owner);
  keepForNobody();
}

function isLeft() {
  return hasLeft() || (here && here !== keptFor());
}

/** Done once nothing of anybody else can be read here. */
export const locked = keptFor() && isLeft() ? lock(keptFor()) : Promise.resolve();

document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-logout]") && !event.defaultPrevented && keptFor()) leave();
});

askBeforeLogout();
if (here && here === keptFor() && isWaiting()) {
  import("./phone_send.js").then(({ watch }) => watch(here));
}
