// What every page needs: the key of this tab's conversation, messages to the visitor, and a look at the server's health.
(() => {
  "use strict";

  const STORED = "madoguchi-conversation";
  const IDLE_MILLISECONDS = 60 * 60 * 1000;
  const root = new URL(".", document.baseURI);
  const address = (path) => new URL(path, root).toString();

  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };

  // The key lives in this tab only. A reload keeps it; closing the tab ends it.
  const conversation = {
    get key() {
      let key = sessionStorage.getItem(STORED);
      if (!key) {
        key = newKey();
        sessionStorage.setItem(STORED, key);
      }
      return key;
    },
    get exists() {
      return sessionStorage.getItem(STORED) !== null;
    },
    renew() {
      sessionStorage.removeItem(STORED);
    },
  };

  // A duplicated tab starts with a copy of the key: the tab that had it first keeps it, the copy gets its own.
  const tab = newKey();
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("madoguchi-tabs") : null;
  let answered = false;
  tabs?.addEventListener("message", ({ data }) => {
    if (data.ask === "whose" && data.tab !== tab && conversation.exists && data.key === conversation.key) {
      tabs.postMessage({ ask: "mine", key: data.key, to: data.tab });
    } else if (data.ask === "mine" && data.to === tab && !answered) {
      answered = true;
      conversation.renew();
    }
  });
  const settled = new Promise((resolve) => {
    if (!tabs || !conversation.exists) {
      resolve();
      return;
    }
    tabs.postMessage({ ask: "whose", key: conversation.key, tab });
    setTimeout(resolve, 80);
  });

  // While the page is open the conversation is kept; once it is gone, the server forgets it after a moment.
  const presence = (here) => {
    if (!conversation.exists) {
      return;
    }
    const body = JSON.stringify({ conversation: conversation.key, here });
    const blob = new Blob([body], { type: "application/json" });
    if (here || !navigator.sendBeacon(address("api/presence"), blob)) {
      fetch(address("api/presence"), { method: "POST", body: blob, keepalive: true }).catch(() => {});
    }
  };
  window.addEventListener("pagehide", () => presence(false));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      window.location.reload();
    }
  });
  settled.then(() => presence(true));

  const alertBox = () => document.getElementById("alert");
  const alert = (text, action) => {
    const box = alertBox();
    if (!box || (!box.hidden && box.firstChild?.textContent === text)) {
      return;
    }
    box.replaceChildren();
    const line = document.createElement("p");
    line.textContent = text;
    box.append(line);
    if (action) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = action.label;
      button.addEventListener("click", action.run);
      box.append(button);
    }
    box.hidden = false;
  };
  const noAlert = () => {
    const box = alertBox();
    if (box) {
      box.hidden = true;
      box.replaceChildren();
    }
  };

  // The server's health. A restart is noticed by its boot id.
  let boot = null;
  let lost = false;
  let again;
  const RELOAD = { label: "画面を読み込み直す", run: () => window.location.reload() };
  const health = async () => {
    try {
      const response = await fetch(address("api/health"), { cache: "no-store" });
      const found = await response.json();
      if (boot !== null && found.boot !== boot) {
        document.dispatchEvent(new CustomEvent("madoguchi:lost"));
        alert("窓口が再起動しました。前のやりとりは残っていません。読み込み直すと、続けてお使いいただけます。", RELOAD);
      } else if (lost) {
        noAlert();
      }
      boot ??= found.boot;
      lost = false;
      return found;
    } catch {
      lost = true;
      document.dispatchEvent(new CustomEvent("madoguchi:lost"));
      alert("窓口につながりません。通信の状態を確かめて、少し待ってからお試しください。", RELOAD);
      clearTimeout(again);
      again = setTimeout(health, 3000);
      return null;
    }
  };
  const isLost = () => lost;
  health();
  setInterval(health, 60000);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      health();
    }
  });

  // Somebody may have walked away from a shared computer.
  let idle;
  const onIdle = new Set();
  const active = () => {
    clearTimeout(idle);
    idle = setTimeout(() => onIdle.forEach((run) => run()), IDLE_MILLISECONDS);
  };
  ["pointerdown", "keydown"].forEach((kind) => document.addEventListener(kind, active, { passive: true }));
  active();

  // Gradio reports faults in English and in a way of its own; ours is shown instead. Each report counts once.
  const reported = new WeakSet();
  new MutationObserver(() => {
    const fresh = [...document.querySelectorAll(".toast-wrap .toast-body")].filter((toast) => !reported.has(toast));
    fresh.forEach((toast) => reported.add(toast));
    if (fresh.some((toast) => toast.classList.contains("error"))) {
      document.dispatchEvent(new CustomEvent("madoguchi:trouble"));
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("madoguchi:trouble", health);

  // Pressing Enter to choose a conversion is not pressing Enter to send.
  const composing = (event) => event.isComposing || event.keyCode === 229;

  // Gradio takes the page's language from the browser's; this page is Japanese whatever the browser speaks.
  const page = document.documentElement;
  const speakJapanese = () => {
    if (page.lang !== "ja") {
      page.lang = "ja";
    }
  };
  new MutationObserver(speakJapanese).observe(page, { attributes: true, attributeFilter: ["lang"] });
  speakJapanese();

  const ready = () => {
    document.getElementById("loading")?.remove();
    document.body.dataset.ready = "yes";
  };

  // What was about to be said before is dropped: after forgetting, no word of the answer may come back.
  const saying = new WeakMap();
  const say = (region, text) => {
    clearTimeout(saying.get(region));
    region.textContent = "";
    saying.set(
      region,
      setTimeout(() => (region.textContent = text), 60),
    );
  };

  const sources = {
    // Opens the source of a marker and brings it into view; a second press closes it.
    toggle(marker) {
      const source = document.getElementById(marker.dataset.source);
      if (!source) {
        return;
      }
      source.open = !source.open;
      if (source.open) {
        source.parentElement.closest("details")?.setAttribute("open", "");
        source.closest(".sources")?.querySelectorAll(".source.lit").forEach((item) => item.classList.remove("lit"));
        source.classList.add("lit");
        source.querySelector("summary").focus({ preventScroll: true });
        source.scrollIntoView({ block: "nearest", behavior: sources.behavior() });
      }
    },
    behavior: () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth"),
  };
  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (target instanceof HTMLDetailsElement && target.classList.contains("source")) {
        document.querySelectorAll(`.marker[data-source="${CSS.escape(target.id)}"]`).forEach((marker) => {
          marker.setAttribute("aria-expanded", String(target.open));
        });
      }
    },
    true,
  );

  window.Madoguchi = {
    address,
    alert,
    composing,
    conversation,
    health,
    isLost,
    noAlert,
    onIdle,
    ready,
    say,
    settled,
    sources,
    simple: () => ready(),
  };
})();
