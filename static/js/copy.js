/** <button data-copy="#field" data-copied="word"> puts the field's value on the clipboard. */

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.querySelector(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Only secure addresses may write to the clipboard; this older way works on others too.
      document.execCommand("copy");
    }
    button.querySelector("span").textContent = button.dataset.copied;
  });
}
