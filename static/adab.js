/* What a page cannot do without script, and only that: theme, lost connection, redirects met by htmx, countdown. */
(() => {
  "use strict";
  const root = document.documentElement;
  const remembered = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
    for (const button of document.querySelectorAll("[data-theme-choice]"))
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === (root.dataset.theme || "auto")));
  };
  show(remembered());

  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-theme-choice]");
    if (choice) {
      try { localStorage.setItem("theme", choice.dataset.themeChoice); } catch { /* private window: this page only */ }
      show(choice.dataset.themeChoice);
    }
    for (const menu of document.querySelectorAll("details.menu[open]"))
      if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  const banner = (kind) => {
    const box = document.querySelector("[data-connection]");
    if (!box) return;
    box.hidden = !kind;
    box.querySelector("[data-connection-lost]").hidden = kind !== "lost";
    box.querySelector("[data-connection-refused]").hidden = kind !== "refused";
  };
  addEventListener("offline", () => banner("lost"));
  addEventListener("online", () => banner(null));
  // What is saved while it is typed: it waits its turn, names the newest state, and is tried again.
  const again = (ctx) => {
    const source = ctx.sourceElement;
    if (!source?.matches?.("[data-again]")) return;
    source.dataset.typed = "";
    setTimeout(() => { if (source.isConnected) source.dispatchEvent(new Event("again")); }, 5000);
  };
  document.addEventListener("input", (event) => {
    const saver = event.target.form?.querySelector("[data-again]");
    if (saver) saver.dataset.typed = "";
  });
  document.addEventListener("htmx:before:request", (event) => {
    const { sourceElement, sourceEvent, request } = event.detail.ctx;
    if (sourceElement.matches("[data-again]")) {
      const leaving = sourceEvent?.type === "pagehide" || sourceEvent?.type === "online";
      if (!sourceElement.isConnected || (leaving && !("typed" in sourceElement.dataset))) return event.preventDefault();
      delete sourceElement.dataset.typed;
    }
    for (const field of request.form?.querySelectorAll("[data-newest]") ?? [])
      if (request.body?.has?.(field.name)) request.body.set(field.name, field.value);
  });
  document.addEventListener("htmx:error", (event) => {
    if (!event.detail.ctx) return;
    banner("lost");
    again(event.detail.ctx);
  });
  document.addEventListener("htmx:before:response", (event) => {
    const { response, target } = event.detail.ctx;
    banner(null);
    if (response.raw.redirected && target !== document.body) {
      event.preventDefault();
      if (event.detail.ctx.sourceElement.matches("[data-again]")) banner("refused");
      else location.assign(response.raw.url);
    }
  });
  document.addEventListener("htmx:response:error", (event) => {
    const { status } = event.detail.ctx.response;
    if (![409, 422].includes(status)) banner("refused");
    if (status >= 500) again(event.detail.ctx);
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx.target === document.body && document.activeElement === document.body)
      document.getElementById("main")?.focus({ preventScroll: true });
    start();
  });

  const clock = (seconds) => `${Math.floor(seconds / 60)}.${String(seconds % 60).padStart(2, "0")}`;
  // Beside the bench the source turns to what is on it; on a phone the bench itself quotes those lines.
  if (/[?&](finding|clause|section)=/.test(location.search) && !location.hash && innerWidth >= 900)
    addEventListener("load", () => {
      document.querySelector(".source-text .is-current")?.scrollIntoView({ block: "center" });
    });
  const start = () => {
    show(root.dataset.theme);
    document.querySelectorAll("[data-themes]").forEach((box) => { box.hidden = false; });
    for (const timer of document.querySelectorAll("[data-countdown]:not([data-running])")) {
      const end = Date.now() + Number(timer.dataset.countdown) * 1000;
      const text = timer.querySelector("[data-countdown-text]");
      timer.dataset.running = "";
      const tick = () => {
        const left = Math.max(0, Math.round((end - Date.now()) / 1000));
        text.textContent = clock(left);
        timer.classList.toggle("countdown-short", left <= 120);
        if (left && timer.isConnected) setTimeout(tick, 1000);
      };
      tick();
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
