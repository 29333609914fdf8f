/** The page of a thread: begins at what is new, and asks for more only while it is looked at. */

const news = () => document.getElementById("news");

if (!window.location.hash) {
  const start = document.getElementById("fresh");
  if (start) start.scrollIntoView({ block: "start" });
  else if (news()) document.getElementById("write")?.scrollIntoView({ block: "end" });
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.id === "news" && document.hidden) event.preventDefault();
});

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && news()) window.htmx.trigger(news(), "look");
});

/** Whoever chose a post to reply to goes on by typing. */
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "replied") document.getElementById("id_text")?.focus();
});

document.getElementById("write")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    event.currentTarget.requestSubmit();
  }
});
