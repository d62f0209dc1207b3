// The calculator page is Gradio's own; only the source cards of the result need nothing more than <details>.
(() => {
  "use strict";
  // Enter that ends a Japanese conversion must not start the calculation.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" && window.Madoguchi.composing(event) && event.target.closest("#calculator")) {
        event.stopImmediatePropagation();
      }
    },
    true,
  );
})();
