// Comfort only: every act and every answer works without this file.

// A page that the Back button took from the browser's memory may be old: read it anew.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    window.location.reload();
  }
});

// The answer at the gate and the scan field take the focus.
const first = document.querySelector("[data-gl-focus]");
if (first && !document.querySelector(".govuk-error-summary")) {
  first.focus();
}

// What somebody scanned or typed does not stay on a shared screen.
for (const field of document.querySelectorAll("[data-gl-clear-after]")) {
  const seconds = Number(field.dataset.glClearAfter);
  let timer;
  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      field.value = "";
    }, seconds * 1000);
  });
}

// Buttons that print stand hidden until there is a script to serve them.
for (const button of document.querySelectorAll("[data-gl-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
