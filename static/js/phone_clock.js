/** Says so when this phone's clock is wrong: visits would bear a wrong time. */

import { greet } from "./outbox.js";

const MAY_DIFFER = 5;
const place = document.querySelector("[data-clock]");

async function look() {
  const { off = 0 } = await greet(document.getElementById("words").dataset.hello);
  const minutes = Math.round(Math.abs(off) / 60000);
  place.hidden = minutes < MAY_DIFFER;
  const text = off > 0 ? place.dataset.fast : place.dataset.slow;
  place.textContent = text.replace("{minutes}", minutes);
}

look();
window.addEventListener("online", look);
