/**
 * [data-packed]: on a wide screen its panels, as high as they need to be, lie in columns without a
 * hole: each where a column ends first, the last of a column down to where all of them end. One that
 * is as wide as the board begins below what came before it. Without this the panels lie in rows.
 */

const ROW = 4;

function pack(board) {
  board.classList.remove("is-packed");
  const { gridTemplateColumns, columnGap } = getComputedStyle(board);
  const columns = gridTemplateColumns.split(" ").length;
  if (columns < 2) return;
  let end = 0;
  for (const group of groupsOf(board)) end = lay(group, columns, end, parseFloat(columnGap));
  board.classList.add("is-packed");
}

/** The panels in their order; one as wide as the board is alone, what lies between two is a group. */
function groupsOf(board) {
  const groups = [[]];
  for (const panel of board.children) {
    if (getComputedStyle(panel).gridColumnEnd === "-1") groups.push([panel], []);
    else groups.at(-1).push(panel);
  }
  return groups.filter((group) => group.length);
}

/** Give each panel its place from ``start`` on, and say where they end. */
function lay(group, columns, start, gap) {
  const used = Math.min(columns, group.length);
  const ends = Array(used).fill(start);
  const places = group.map((panel) => {
    const column = ends.indexOf(Math.min(...ends));
    const place = { panel, column, from: ends[column], to: ends[column] + Math.ceil((panel.offsetHeight + gap) / ROW) };
    ends[column] = place.to;
    return place;
  });
  const end = Math.max(...ends);
  for (const { panel, column, from, to } of places) {
    const last = column === used - 1 ? -1 : column + 2;
    panel.style.setProperty("--packed-columns", `${column + 1} / ${last}`);
    panel.style.setProperty("--packed-rows", `${from + 1} / ${(to === ends[column] ? end : to) + 1}`);
  }
  return end;
}

for (const board of document.querySelectorAll("[data-packed]")) {
  let asked = 0;
  const watch = new ResizeObserver(() => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => pack(board));
  });
  watch.observe(board);
  for (const panel of board.children) for (const part of panel.children) watch.observe(part);
  pack(board);
}
