/** Without a signal: enterprises and units are found in what the phone keeps. */

import { register } from "./phone.js";

const MOST = 20;

document.addEventListener("lookup:lost", (event) => {
  const { select, query, done } = event.detail;
  if (!select.dataset.kept) return;
  event.preventDefault();
  found(select.dataset.kept, query).then(done, () => done());
});

/** By two characters or pinyin initials: names that begin so first. */
async function found(list, query) {
  const asked = query.trim().toLowerCase();
  const rows = (await register())?.[list] || [];
  const first = ({ text, initials }) => text.startsWith(query) || initials.startsWith(asked);
  const holds = ({ text, initials, hint = "" }) => text.toLowerCase().includes(asked)
    || initials.includes(asked) || hint.includes(query);
  const hits = rows.filter(holds);
  const sorted = [...hits.filter(first), ...hits.filter((row) => !first(row))].slice(0, MOST);
  return sorted.map(({ id, text, hint }) => ({ value: id, text, hint }));
}
