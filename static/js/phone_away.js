/** Takes what is kept for a person out of everybody's reach; what they did not send stays sealed. */

import { lockOwner } from "./phone_store.js";
import { KINDS, setAside } from "./visit_drafts.js";

export async function lockAway(owner) {
  for (const kind of KINDS) await setAside(owner, kind).catch(() => {});
  for (const name of await caches.keys()) {
    if (name.startsWith("pages-")) await caches.delete(name);
  }
  await lockOwner(owner);
}
