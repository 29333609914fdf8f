/** [data-due="address"]: shows the day that "so many working days", or a chosen day, ends on. */

for (const box of document.querySelectorAll("[data-due]")) {
  const days = box.querySelector("[data-due-days]");
  const day = box.querySelector("[data-due-on]");
  const says = box.querySelector("[data-due-says]");
  let waiting = null;
  const ask = async () => {
    if (!days.value && !day.value) {
      says.textContent = "";
      return;
    }
    const address = new URL(box.dataset.due, window.location.href);
    address.searchParams.set(day.value ? "day" : "days", day.value || days.value);
    const answer = await fetch(address).then((response) => response.json());
    says.textContent = answer.is_good ? `→ ${answer.text}` : answer.text;
    says.classList.toggle("text-danger", !answer.is_good);
  };
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 250);
  });
  ask();
}
