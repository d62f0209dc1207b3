"use strict";
// Keys, "save and go on", printing and progress. Every page works without this script.
(() => {
  const typing = (element) => element && (element.matches("input:not([type=radio]):not([type=checkbox]), textarea, select") || element.isContentEditable);

  document.addEventListener("keydown", (event) => {
    // A key that confirms Japanese conversion is never a command.
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.metaKey) return;
    const form = document.getElementById("verdict");
    if (event.ctrlKey) {
      if (event.key === "Enter" && form && form.contains(document.activeElement)) {
        event.preventDefault();
        form.querySelector("[data-after=next]").click();
      }
      return;
    }
    if (event.key === "Escape" && typing(document.activeElement)) document.activeElement.blur();
    if (typing(document.activeElement)) return;
    if (event.key === "?") {
      event.preventDefault();
      document.getElementById("keys").showModal();
      return;
    }
    if (event.key === "j" || event.key === "k") {
      const rows = [...document.querySelectorAll("a.row")];
      if (!rows.length) return;
      event.preventDefault();
      const at = rows.indexOf(document.activeElement);
      const next = event.key === "j" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0);
      rows[next].focus();
      return;
    }
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.matches("a")) target.click();
    else if (target.matches("[type=radio]")) { target.checked = true; target.focus(); }
    else target.focus();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-after]");
    if (button && button.form) button.form.elements.after.value = button.dataset.after;
    if (event.target.closest("[data-print]")) window.print();
  });

  // A form is sent once, however often its button is pressed.
  document.addEventListener("submit", (event) => {
    if (event.target.method === "dialog") return;
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    if (event.target.method === "get") return;
    event.target.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // A jump to a source says where one is.
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.hasAttribute("tabindex")) target.focus({ preventScroll: true });
  });

  // Work in the background: a bar that fills, then the page as it is afterwards.
  const job = document.querySelector("[data-job]");
  if (job) {
    const look = async () => {
      try {
        const answer = await fetch(job.dataset.job, { headers: { accept: "application/json" } });
        const now = await answer.json();
        job.querySelector("progress").value = now.share;
        job.querySelector("[data-doing]").textContent = now.doing;
        if (now.running) setTimeout(look, 700);
        else location.reload();
      } catch { setTimeout(look, 3000); }
    };
    setTimeout(look, 500);
  }

  // The left and the right side of a document follow each other.
  const editor = document.querySelector("textarea[data-markdown]");
  if (editor) {
    const original = editor.value;
    window.addEventListener("beforeunload", (event) => {
      if (editor.value !== original && !editor.form.dataset.sent) event.preventDefault();
    });
    // Long lines are wrapped, so a line's place can only be measured.
    const heightOf = (text) => {
      const ruler = editor.cloneNode();
      ruler.value = text;
      ruler.setAttribute("aria-hidden", "true");
      ruler.removeAttribute("id");
      ruler.classList.add("ruler");
      editor.after(ruler);
      const height = ruler.scrollHeight;
      ruler.remove();
      return height;
    };
    const goTo = (line) => {
      const lines = editor.value.split("\n");
      const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
      editor.focus();
      editor.setSelectionRange(start, start + (lines[line - 1] || "").length);
      editor.scrollTop = Math.max(0, heightOf(lines.slice(0, line - 1).join("\n")) - editor.clientHeight / 4);
    };
    document.querySelectorAll("[data-go-to-line]").forEach((link) => link.addEventListener("click", (event) => {
      event.preventDefault();
      goTo(Number(link.dataset.goToLine));
    }));
    const follow = () => {
      const asked = /^#line-(\d+)$/.exec(window.location.hash);
      if (asked) goTo(Number(asked[1]));
    };
    window.addEventListener("hashchange", follow);
    follow();
  }
})();
