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

// A page that refreshes itself says so in words, and greys out, when nobody answers any more: after
// two tries without an answer, and when no new page has come for 60 seconds (a locked terminal).
const poll = document.querySelector("[hx-get][hx-trigger*='every']");
const main = document.querySelector("main");
if (poll && main) {
  const shownAt = () => (document.querySelector("#as-at")?.textContent.match(/\d\d:\d\d/) ?? [""])[0];
  let answeredAt = shownAt();
  let answered = Date.now();
  let failures = 0;
  let warning;
  const sayDead = () => {
    if (warning) {
      return;
    }
    warning = document.createElement("div");
    warning.className = "govuk-error-summary";
    warning.setAttribute("role", "alert");
    const words = document.createElement("h2");
    words.className = "govuk-error-summary__title";
    words.textContent = `No answer since ${answeredAt}. Do not rely on this page.`;
    warning.append(words);
    main.before(warning);
    main.style.opacity = "0.4";
    main.style.filter = "grayscale(1)";
  };
  const sayAlive = () => {
    warning?.remove();
    warning = undefined;
    main.style.opacity = "";
    main.style.filter = "";
  };
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.body.addEventListener(name, () => {
      failures += 1;
      if (failures >= 2) {
        sayDead();
      }
    });
  }
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.detail.xhr.responseText.includes('id="as-at"')) {
      failures = 0;
      answered = Date.now();
      window.setTimeout(() => {
        answeredAt = shownAt();
      });
      sayAlive();
    }
  });
  window.setInterval(() => {
    if (Date.now() - answered >= 60000) {
      sayDead();
    }
  }, 1000);
}
