/** Behaviour every page shares: one press sends once, questions before what cannot be undone. */

const dialog = document.getElementById("confirm");
let waiting = null;

document.addEventListener("submit", (event) => {
  const form = event.target;
  const asked = event.submitter?.dataset.confirm || form.dataset.confirm;
  if (asked && waiting !== form) {
    event.preventDefault();
    ask(asked, () => {
      waiting = form;
      form.requestSubmit(event.submitter);
      waiting = null;
    });
    return;
  }
  if (form.method === "post" && form.dataset.sent) {
    event.preventDefault();
  } else if (form.method === "post" && !form.matches("[hx-post]")) {
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
  }
});

/** A page that comes back from the browser's memory may be sent again. */
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});

function ask(question, yes) {
  dialog.querySelector("#confirm-question").textContent = question;
  dialog.returnValue = "";
  dialog.addEventListener("close", () => dialog.returnValue === "yes" && yes(), { once: true });
  dialog.showModal();
}

/** Where one is stays in view, also in a row of tabs longer than the phone is wide. */
for (const here of document.querySelectorAll(".tabs [aria-current]")) {
  here.scrollIntoView({ inline: "center", block: "nearest" });
}

document.querySelector("[data-focus]")?.focus();
