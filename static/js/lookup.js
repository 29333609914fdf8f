/**
 * <select data-lookup-url="…"> finds remotely by two characters or by pinyin initials.
 * The address answers {"results": [{id, text, hint}]} to ?q=…; data-lookup-params="#id" names
 * fields whose values go along. Any other <select data-find> is searched among its own options,
 * by their text or their data-initials.
 */

const LEAST = 2;
const PATIENCE = 10000;
const words = document.getElementById("words").dataset;

function settingsOf(select) {
  const shared = {
    maxOptions: 50,
    plugins: select.multiple ? { remove_button: { title: words.remove } } : {},
    placeholder: select.dataset.placeholder || "",
  };
  if (select.dataset.lookupUrl) return { ...shared, ...remote(select) };
  return { ...shared, searchField: ["text", "initials"] };
}

function remote(select) {
  return {
    closeAfterSelect: true,
    searchField: [],
    score: () => () => 1,
    shouldLoad: (query) => query.length >= LEAST,
    load(query, done) {
      this.clearOptions((option) => this.items.includes(String(option.value)));
      fetch(addressFor(select, query), {
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(PATIENCE),
      })
        .then((response) => (response.ok ? response.json() : { results: [] }))
        .then((answer) => done(answer.results.map(({ id, ...shown }) => ({ value: id, ...shown }))))
        .catch(() => lost(select, query, done));
    },
    render: { option: row, no_results: nothing, not_loading: hint },
  };
}

/** Whoever prevents "lookup:lost" finds it elsewhere, and calls ``done`` with the options. */
function lost(select, query, done) {
  const asked = new CustomEvent("lookup:lost", {
    cancelable: true,
    detail: { select, query, done },
  });
  if (document.dispatchEvent(asked)) done();
}

function addressFor(select, query) {
  const address = new URL(select.dataset.lookupUrl, window.location.href);
  address.searchParams.set("q", query);
  for (const selector of (select.dataset.lookupParams || "").split(" ").filter(Boolean)) {
    const field = document.querySelector(selector);
    if (field?.value) address.searchParams.set(field.name, field.value);
  }
  return address;
}

function row(option, escape) {
  const hint = option.hint ? `<span class="option-hint">${escape(option.hint)}</span>` : "";
  return `<div>${escape(option.text)}${hint}</div>`;
}

function nothing() {
  return `<div class="no-results">${words.nothingFound}</div>`;
}

function hint() {
  return `<div class="no-results">${words.lookupHint}</div>`;
}

/** A list that is ready late must not draw the cursor back from where one types meanwhile. */
function openOnlyInUse(field) {
  const open = field.open.bind(field);
  field.hook("instead", "open", () => {
    if (field.wrapper.contains(document.activeElement)) open();
  });
}

/** Make every select under ``root`` that asks for it findable; safe to call again. */
export function findable(root = document) {
  for (const select of root.querySelectorAll("select[data-lookup-url], select[data-find]")) {
    if (!select.tomselect) {
      openOnlyInUse(new window.TomSelect(select, settingsOf(select)));
      select.setAttribute("aria-hidden", "true");
    }
  }
}

findable();
document.addEventListener("htmx:load", (event) => findable(event.target));
