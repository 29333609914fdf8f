/** <button data-print> prints the page as it is shown, every explanation opened. */

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
